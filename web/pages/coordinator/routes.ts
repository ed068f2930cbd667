// The pages of the coordinating office, in the order of its year.
import type { RouteRecordRaw } from 'vue-router';

const roles = ['coordinator'] as const;

export const coordinatorRoutes: readonly RouteRecordRaw[] = [
  { path: '/admission', component: () => import('./Admission.vue'), meta: { roles, menu: 10, title: 'coordinator.admission.title', wide: true } },
  {
    path: '/admission/:requirementId',
    component: () => import('./AdmissionCase.vue'),
    props: true,
    meta: { roles, title: 'coordinator.admission.title', wide: true },
  },
  { path: '/matching', component: () => import('./Matching.vue'), meta: { roles, menu: 20, title: 'coordinator.matching.title', wide: true } },
  { path: '/annual-form', component: () => import('./AnnualForm.vue'), meta: { roles, menu: 30, title: 'coordinator.annual.title', wide: true } },
  { path: '/year', component: () => import('./RunYear.vue'), meta: { roles, menu: 40, title: 'coordinator.run.title', wide: true } },
  { path: '/burden', component: () => import('./BurdenBoard.vue'), meta: { roles, menu: 50, title: 'coordinator.burden.title', wide: true } },
];
