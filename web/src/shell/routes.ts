import type { ComponentType } from 'react';
import type { IconName } from '../components/Icon';

/** What a page is given: the parameters of its path, decoded. */
export type PageProperties = { parameters: Record<string, string> };

export interface Route {
  /** Behind `#/`; a part that begins with a colon is a parameter. */
  path: string;
  /** In the title of the window, and in the navigation. */
  name: string;
  load: () => Promise<{ default: ComponentType<PageProperties> }>;
  /** Its place in the navigation; a page without is reached from others. */
  icon?: IconName;
  /** Which entry of the navigation it belongs under, where it has none itself. */
  under?: string;
  /** The scope that it needs; without it the page says so. Default: read. */
  scope?: 'read' | 'write' | 'admin';
}

/** Every page, in the order of the navigation. */
export const routes: readonly Route[] = [
  { path: '', name: 'Home', icon: 'home', load: () => import('../pages/home/HomePage') },
  { path: 'items/:id', name: 'Item', under: '', load: () => import('../pages/item/ItemPage') },
  { path: 'items/:id/media', name: 'Picture and sound', under: '', load: () => import('../pages/item/MediaPage') },
  { path: 'users', name: 'Users', icon: 'person', load: () => import('../pages/user/UsersPage') },
  { path: 'users/:id', name: 'User', under: 'users', load: () => import('../pages/user/UserPage') },
  { path: 'models', name: 'Models', icon: 'models', load: () => import('../pages/models/ModelsPage') },
  { path: 'models/:name', name: 'Model', under: 'models', load: () => import('../pages/models/ModelPage') },
  { path: 'jobs/:id', name: 'Job', under: 'models', load: () => import('../pages/jobs/JobPage') },
  { path: 'maps', name: 'Maps', icon: 'map', load: () => import('../pages/maps/MapsPage') },
  { path: 'audience', name: 'Audience', icon: 'audience', load: () => import('../pages/audience/AudiencePage') },
  { path: 'fairness', name: 'Fairness', icon: 'balance', load: () => import('../pages/fairness/FairnessPage') },
  { path: 'data', name: 'Data', icon: 'data', load: () => import('../pages/data/DataPage') },
  { path: 'operations', name: 'Operations', icon: 'pulse', load: () => import('../pages/operations/OperationsPage') },
  { path: 'api', name: 'API', icon: 'braces', load: () => import('../pages/api/ApiPage') },
  { path: 'api/:operation', name: 'API', under: 'api', load: () => import('../pages/api/ApiPage') },
];
