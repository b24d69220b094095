import { createRouter, createWebHashHistory } from 'vue-router'
import type { Router } from 'vue-router'
import LibraryView from './views/library/LibraryView.vue'

/** Addresses behind '#': the same under app://workstation/ and on a local server. */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'library', component: LibraryView },
      {
        path: '/settings',
        name: 'settings',
        component: () => import('./views/settings/SettingsView.vue'),
        meta: { crumb: 'Settings' },
      },
      { path: '/p/:project', name: 'project', component: () => import('./views/project/ProjectView.vue') },
      {
        path: '/p/:project/new-audit',
        name: 'new-audit',
        component: () => import('./views/project/NewAuditView.vue'),
        meta: { crumb: 'New audit' },
      },
      {
        path: '/p/:project/a/:audit(\\d+)',
        name: 'misclassifications',
        component: () => import('./views/misclassifications/MisclassificationsView.vue'),
      },
      {
        path: '/p/:project/a/:audit(\\d+)/run',
        name: 'audit-run',
        component: () => import('./views/audit-run/AuditRunView.vue'),
        meta: { crumb: 'Run' },
      },
      {
        path: '/p/:project/a/:audit(\\d+)/clips/:clip(\\d+)',
        name: 'clip',
        component: () => import('./views/clip/ClipView.vue'),
        meta: { crumb: 'Clip' },
      },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
}
