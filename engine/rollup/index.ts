// Station `rollup`: element values over places and over periods. See README.md.
export { addsUp } from './additive.ts';
export { columnOf, ColumnSum, type Column, type Reading, type Without } from './columns.ts';
export { createRollUp, type RolledCell } from './communities.ts';
export { listOverPlaces, totalOverPlaces } from './places.ts';
export type { PlacedValue, RolledUp, Total } from './places.ts';
