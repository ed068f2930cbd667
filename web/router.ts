// Which page stands at which address, and who may open it. Every area lists its own pages in pages/<area>/routes.ts; a page with `menu` stands in the menu of its roles.
import { createRouter, createWebHistory, type RouteMeta, type Router, type RouteRecordRaw } from 'vue-router';
import { administrationRoutes } from './pages/administration/routes.ts';
import { communityRoutes } from './pages/community/routes.ts';
import { coordinatorRoutes } from './pages/coordinator/routes.ts';
import { departmentRoutes } from './pages/department/routes.ts';
import { everyoneRoutes } from './pages/everyone/routes.ts';
import { gridRoutes } from './pages/grid/routes.ts';
import { registersRoutes } from './pages/registers/routes.ts';
import { streetRoutes } from './pages/street/routes.ts';
import { useSession, type Role } from './session.ts';
import { onSpoken, words } from './words/index.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name in words/. */
    readonly title?: string;
    /** Who may open it; absent: everybody who is signed in. */
    readonly roles?: readonly Role[];
    /** Its place in the menu, small numbers first; absent: not in the menu. */
    readonly menu?: number;
    /** Stands without the shell, for people who are not signed in. */
    readonly bare?: boolean;
    /** The content takes the whole width: tables and desks. */
    readonly wide?: boolean;
  }
}

export const routes: readonly RouteRecordRaw[] = [
  ...departmentRoutes,
  ...coordinatorRoutes,
  ...administrationRoutes,
  ...communityRoutes,
  ...gridRoutes,
  ...registersRoutes,
  ...streetRoutes,
  ...everyoneRoutes,
];

/** Where each role begins its day: the first page of its menu. */
export function homeOf(role: Role): string {
  return menuOf(role)[0]?.path ?? '/me';
}

/** The pages in a role's menu, in order. */
export function menuOf(role: Role): readonly RouteRecordRaw[] {
  return routes
    .filter(({ meta }) => meta?.menu !== undefined && (meta.roles === undefined || meta.roles.includes(role)))
    .slice()
    .sort((a, b) => (a.meta?.menu ?? 0) - (b.meta?.menu ?? 0));
}

export function createRoutes(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [...routes],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  });
  router.beforeEach(async (to) => {
    if (to.meta.bare) return true;
    const who = await useSession().read();
    if (!who) return { path: '/sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
    if (who.stage === 'enrol' && to.path !== '/me') return { path: '/me' };
    if (to.path === '/') return { path: homeOf(who.role), replace: true };
    return to.meta.roles === undefined || to.meta.roles.includes(who.role)
      ? true
      : { name: 'notFound', params: { rest: to.path.slice(1).split('/') }, replace: true };
  });
  router.afterEach(({ meta }) => nameWindow(meta));
  onSpoken(() => nameWindow(router.currentRoute.value.meta));
  return router;
}

function nameWindow({ title }: RouteMeta): void {
  const { t } = words.global;
  document.title = title ? `${t(title)} · ${t('common.product')}` : t('common.product');
}
