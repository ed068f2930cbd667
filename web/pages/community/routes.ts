// The pages of this area.
import type { RouteRecordRaw } from 'vue-router';

export const communityRoutes: readonly RouteRecordRaw[] = [];
