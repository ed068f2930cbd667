// Pages for everybody: signing in, accepting an invitation, the own account, what is not there.
import type { RouteRecordRaw } from 'vue-router';

export const everyoneRoutes: readonly RouteRecordRaw[] = [
  { path: '/', component: () => import('./NotFound.vue') },
  { path: '/sign-in', component: () => import('./SignIn.vue'), meta: { bare: true, title: 'common.signIn.title' } },
  { path: '/:rest(.*)*', name: 'notFound', component: () => import('./NotFound.vue'), meta: { title: 'common.notFound.title' } },
];
