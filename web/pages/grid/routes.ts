// The pages of this area: a grid worker's rows, made for a phone.
import type { RouteRecordRaw } from 'vue-router';

export const gridRoutes: readonly RouteRecordRaw[] = [
  { path: '/my-grid', component: () => import('./MyGrid.vue'), meta: { title: 'grid.title', roles: ['gridWorker'], menu: 10 } },
];
