import { nextTick } from 'vue'
import type { Component } from 'vue'
import { createRouter } from 'vue-router'
import type { Router, RouteRecordRaw } from 'vue-router'
import { createAddressHistory } from './address-history'
import { focusPage } from './composables/key-focus'
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

const PROJECT = '/p/:project'
const AUDIT = `${PROJECT}/a/:audit(\\d+)`

/** `crumb`: what the bar above calls the page, where it isn't called as what it shows. */
function page(path: string, name: string, component: Component, crumb?: string): RouteRecordRaw {
  return { path, name, component, meta: { crumb } }
}

/**
 * Addresses behind '#': the same under app://workstation/ and on a local server. All views come with the page: one that
 * is fetched later would fail while the engine, which serves the page too, starts again.
 */
export function createAppRouter(): Router {
  const router = createRouter({
    history: createAddressHistory(),
    parseQuery: readQuery,
    stringifyQuery: writeQuery,
    routes: [
      page('/', 'library', LibraryView),
      page('/settings/:part?', 'settings', SettingsView, pageWords.settings),
      page('/help/:part?', 'help', HelpView, pageWords.help),
      page('/models/new', 'model-wizard', ModelWizardView, pageWords.addModel),
      page(PROJECT, 'project', ProjectView),
      page(`${PROJECT}/new-audit`, 'new-audit', NewAuditView, pageWords.newAudit),
      page(`${PROJECT}/compare`, 'compare', CompareView, pageWords.compare),
      page(`${PROJECT}/expert-tables/:table?`, 'expert-tables', ExpertTablesView, pageWords.expertTables),
      page(AUDIT, 'misclassifications', MisclassificationsView),
      page(`${AUDIT}/map`, 'map', MapView, pageWords.map),
      page(`${AUDIT}/findings`, 'findings', FindingsView, pageWords.findings),
      page(`${AUDIT}/experiments/:kind?`, 'experiments', ExperimentsView, pageWords.experiments),
      ...annotationParts.map(part => page(`${AUDIT}/${part}`, part, AnnotationsView, annotationsWords[part])),
      page(`${AUDIT}/run`, 'audit-run', AuditRunView, pageWords.run),
      page(`${AUDIT}/clips/:clip(\\d+)`, 'clip', ClipView, pageWords.clip),
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
  router.beforeEach(to => void (to.query = normalQuery(to.query)))
  // Pictures look as their project's do, wherever they are shown.
  router.afterEach(to => void (useSettingsStore().projectId = String(to.params.project ?? '')))
  router.afterEach((to, from) => {
    // Once it is there: what had the focus on the page before is gone with it. A window that opens begins at its top.
    if (from.matched.length > 0 && to.path !== from.path) void nextTick(focusPage)
  })
  return router
}
