// The pages of the three separate powers: administrator, security officer, auditor.
import type { RouteRecordRaw } from 'vue-router';

export const administrationRoutes: readonly RouteRecordRaw[] = [
  { path: '/calendar', component: () => import('./Calendar.vue'), meta: { title: 'administration.calendar.title', roles: ['administrator'], menu: 30 } },
  {
    path: '/lexicon',
    component: () => import('./Lexicon.vue'),
    meta: { title: 'administration.lexicon.title', roles: ['administrator', 'coordinator'], menu: 70 },
  },
  {
    path: '/code-lists',
    component: () => import('./CodeLists.vue'),
    meta: { title: 'administration.codeLists.title', roles: ['administrator', 'coordinator'], menu: 71 },
  },
  { path: '/org', component: () => import('./Org.vue'), meta: { title: 'administration.org.title', roles: ['administrator'], menu: 10 } },
  {
    path: '/accounts',
    component: () => import('./Accounts.vue'),
    meta: { title: 'administration.accounts.title', roles: ['administrator', 'securityOfficer'], menu: 20 },
  },
  {
    path: '/system',
    component: () => import('./System.vue'),
    meta: { title: 'administration.system.title', roles: ['administrator', 'securityOfficer'], menu: 60 },
  },
  { path: '/webhooks', component: () => import('./Webhooks.vue'), meta: { title: 'administration.webhooks.title', roles: ['administrator'], menu: 50 } },
  { path: '/audit', component: () => import('./Audit.vue'), meta: { title: 'administration.audit.title', roles: ['auditor'], menu: 10, wide: true } },
];
