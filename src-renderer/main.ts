import '@fontsource/roboto/latin-400.css'
import '@fontsource/roboto/latin-500.css'
import '@fontsource/roboto/latin-700.css'
import '@fontsource/roboto/latin-ext-400.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/menus.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { trustOwnScripts } from './composables/own-scripts'
import { startKeymap } from './composables/use-keymap'
import { createAppRouter } from './router'
import { useAnnotationOutbox } from './stores/annotation-outbox'
import { useConnectionStore } from './stores/connection'

trustOwnScripts()
const app = createApp(App)
app.use(createPinia()).use(createAppRouter())
useConnectionStore().start()
useAnnotationOutbox().resume()
startKeymap()
app.mount('#app')
