// The pages of the three separate powers: administrator, security officer, auditor.
import type { RouteRecordRaw } from 'vue-router';

export const administrationRoutes: readonly RouteRecordRaw[] = [
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
  { path: '/audit', component: () => import('./Audit.vue'), meta: { title: 'administration.audit.title', roles: ['auditor'], menu: 10, wide: true } },
];
