import { createRouter, createWebHashHistory } from 'vue-router'
import type { Router } from 'vue-router'
import { leaveAppBar } from './composables/key-focus'
import { normalQuery, readQuery, writeQuery } from './router-query'
import { useSettingsStore } from './stores/settings'
import { annotationParts, annotationsWords } from './text/words/agreement'
import { pageWords } from './text/words/pages'
import AnnotationsView from './views/annotation/AnnotationsView.vue'
import AuditRunView from './views/audit-run/AuditRunView.vue'
import ClipView from './views/clip/ClipView.vue'
import CompareView from './views/compare/CompareView.vue'
import ExperimentsView from './views/experiments/ExperimentsView.vue'
import ExpertTablesView from './views/expert-tables/ExpertTablesView.vue'
import FindingsView from './views/findings/FindingsView.vue'
import HelpView from './views/help/HelpView.vue'
import LibraryView from './views/library/LibraryView.vue'
import MapView from './views/map/MapView.vue'
import MisclassificationsView from './views/misclassifications/MisclassificationsView.vue'
import ModelWizardView from './views/model-wizard/ModelWizardView.vue'
import NewAuditView from './views/project/NewAuditView.vue'
import ProjectView from './views/project/ProjectView.vue'
import SettingsView from './views/settings/SettingsView.vue'

/**
 * Addresses behind '#': the same under app://workstation/ and on a local server. All views come with the page: one that
 * is fetched later would fail while the engine, which serves the page too, starts again.
 */
export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    parseQuery: readQuery,
    stringifyQuery: writeQuery,
    routes: [
      { path: '/', name: 'library', component: LibraryView },
      {
        path: '/settings/:part?',
        name: 'settings',
        component: SettingsView,
        meta: { crumb: pageWords.settings },
      },
      {
        path: '/help/:part?',
        name: 'help',
        component: HelpView,
        meta: { crumb: pageWords.help },
      },
      {
        path: '/models/new',
        name: 'model-wizard',
        component: ModelWizardView,
        meta: { crumb: pageWords.addModel },
      },
      { path: '/p/:project', name: 'project', component: ProjectView },
      {
        path: '/p/:project/new-audit',
        name: 'new-audit',
        component: NewAuditView,
        meta: { crumb: pageWords.newAudit },
      },
      {
        path: '/p/:project/a/:audit(\\d+)',
        name: 'misclassifications',
        component: MisclassificationsView,
      },
      {
        path: '/p/:project/a/:audit(\\d+)/map',
        name: 'map',
        component: MapView,
        meta: { crumb: pageWords.map },
      },
      {
        path: '/p/:project/compare',
        name: 'compare',
        component: CompareView,
        meta: { crumb: pageWords.compare },
      },
      {
        path: '/p/:project/expert-tables/:table?',
        name: 'expert-tables',
        component: ExpertTablesView,
        meta: { crumb: pageWords.expertTables },
      },
      {
        path: '/p/:project/a/:audit(\\d+)/findings',
        name: 'findings',
        component: FindingsView,
        meta: { crumb: pageWords.findings },
      },
      {
        path: '/p/:project/a/:audit(\\d+)/experiments/:kind?',
        name: 'experiments',
        component: ExperimentsView,
        meta: { crumb: pageWords.experiments },
      },
      ...annotationParts.map(part => ({
        path: `/p/:project/a/:audit(\\d+)/${part}`,
        name: part,
        component: AnnotationsView,
        meta: { crumb: annotationsWords[part] },
      })),
      {
        path: '/p/:project/a/:audit(\\d+)/run',
        name: 'audit-run',
        component: AuditRunView,
        meta: { crumb: pageWords.run },
      },
      {
        path: '/p/:project/a/:audit(\\d+)/clips/:clip(\\d+)',
        name: 'clip',
        component: ClipView,
        meta: { crumb: pageWords.clip },
      },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
  router.beforeEach(to => void (to.query = normalQuery(to.query)))
  // Pictures look as their project's do, wherever they are shown.
  router.afterEach(to => void (useSettingsStore().projectId = String(to.params.project ?? '')))
  router.afterEach((to, from) => {
    if (to.path !== from.path) leaveAppBar()
  })
  return router
}
