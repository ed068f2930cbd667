// Pages for everybody: signing in, accepting an invitation, the own account, what is not there.
import type { RouteRecordRaw } from 'vue-router';

export const everyoneRoutes: readonly RouteRecordRaw[] = [
  { path: '/', component: () => import('./NotFound.vue') },
  { path: '/sign-in', component: () => import('./SignIn.vue'), meta: { bare: true, title: 'common.signIn.title' } },
  { path: '/invitation', component: () => import('./Invitation.vue'), meta: { bare: true, title: 'everyone.invitation.title' } },
  { path: '/me', component: () => import('./Me.vue'), meta: { title: 'common.me' } },
  { path: '/:rest(.*)*', name: 'notFound', component: () => import('./NotFound.vue'), meta: { title: 'common.notFound.title' } },
];
