// The pages of departments: their reports, registering one and following it, and the results.
import type { RouteRecordRaw } from 'vue-router';

const roles = ['department'] as const;

export const departmentRoutes: readonly RouteRecordRaw[] = [
  { path: '/reports', component: () => import('./MyReports.vue'), meta: { title: 'department.reports.title', roles, menu: 10, wide: true } },
  { path: '/reports/new', component: () => import('./Register.vue'), meta: { title: 'department.register.title', roles } },
  { path: '/reports/:requirementId', component: () => import('./Report.vue'), meta: { title: 'department.report.title', roles, wide: true } },
  { path: '/results', component: () => import('./Results.vue'), meta: { title: 'department.results.title', roles, menu: 20, wide: true } },
];
