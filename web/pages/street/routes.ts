// The pages of this area: the street's review desk, and its own sums.
import type { RouteRecordRaw } from 'vue-router';

const roles = ['street'] as const;

export const streetRoutes: readonly RouteRecordRaw[] = [
  { path: '/review', component: () => import('./ReviewQueue.vue'), meta: { title: 'street.queue.title', roles, menu: 10, wide: true } },
  {
    path: '/review/:period/:communityId',
    component: () => import('./ReviewSubmission.vue'),
    props: true,
    meta: { title: 'street.submission.title', roles, wide: true },
  },
  { path: '/roll-up', component: () => import('./RollUp.vue'), meta: { title: 'street.rollUp.title', roles, menu: 20, wide: true } },
];
