import { createRouter, createWebHashHistory } from 'vue-router'
import type { Router } from 'vue-router'
import AuditRunView from './views/audit-run/AuditRunView.vue'
import ClipView from './views/clip/ClipView.vue'
import ExperimentsView from './views/experiments/ExperimentsView.vue'
import ExpertTablesView from './views/expert-tables/ExpertTablesView.vue'
import FindingsView from './views/findings/FindingsView.vue'
import LibraryView from './views/library/LibraryView.vue'
import MisclassificationsView from './views/misclassifications/MisclassificationsView.vue'
import NewAuditView from './views/project/NewAuditView.vue'
import ProjectView from './views/project/ProjectView.vue'
import SettingsView from './views/settings/SettingsView.vue'

/**
 * Addresses behind '#': the same under app://workstation/ and on a local server. All views come with the page: one that
 * is fetched later would fail while the engine, which serves the page too, starts again.
 */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'library', component: LibraryView },
      {
        path: '/settings',
        name: 'settings',
        component: SettingsView,
        meta: { crumb: 'Settings' },
      },
      { path: '/p/:project', name: 'project', component: ProjectView },
      {
        path: '/p/:project/new-audit',
        name: 'new-audit',
        component: NewAuditView,
        meta: { crumb: 'New audit' },
      },
      {
        path: '/p/:project/a/:audit(\\d+)',
        name: 'misclassifications',
        component: MisclassificationsView,
      },
      {
        path: '/p/:project/expert-tables/:table?',
        name: 'expert-tables',
        component: ExpertTablesView,
        meta: { crumb: 'Expert tables' },
      },
      {
        path: '/p/:project/a/:audit(\\d+)/findings',
        name: 'findings',
        component: FindingsView,
        meta: { crumb: 'Findings' },
      },
      {
        path: '/p/:project/a/:audit(\\d+)/experiments/:kind?',
        name: 'experiments',
        component: ExperimentsView,
        meta: { crumb: 'Experiments' },
      },
      {
        path: '/p/:project/a/:audit(\\d+)/run',
        name: 'audit-run',
        component: AuditRunView,
        meta: { crumb: 'Run' },
      },
      {
        path: '/p/:project/a/:audit(\\d+)/clips/:clip(\\d+)',
        name: 'clip',
        component: ClipView,
        meta: { crumb: 'Clip' },
      },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
}
