// The pages of this area: a community's registers.
import type { RouteRecordRaw } from 'vue-router';

const roles = ['community'] as const;

export const registersRoutes: readonly RouteRecordRaw[] = [
  { path: '/registers', component: () => import('./RegisterList.vue'), meta: { title: 'registers.title', roles, menu: 20 } },
  { path: '/registers/:register', component: () => import('./RegisterPage.vue'), props: true, meta: { title: 'registers.title', roles, wide: true } },
];
