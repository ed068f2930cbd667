// The pages of this area.
import type { RouteRecordRaw } from 'vue-router';

const roles = ['community'] as const;

export const communityRoutes: readonly RouteRecordRaw[] = [
  { path: '/my-year', component: () => import('./MyYear.vue'), meta: { title: 'community.year.title', roles, menu: 10 } },
  { path: '/my-year/:period', component: () => import('./Period.vue'), meta: { title: 'community.period.title', roles } },
  { path: '/my-year/:period/file', component: () => import('./Offline.vue'), meta: { title: 'community.offline.title', roles } },
  { path: '/my-year/:period/print', component: () => import('./Paper.vue'), meta: { title: 'community.paper.title', roles } },
  { path: '/my-year/:period/:section', component: () => import('./Fill.vue'), meta: { title: 'community.fill.title', roles, wide: true } },
];
