// All areas of one language.
import administration from './administration.ts';
import common from './common.ts';
import community from './community.ts';
import coordinator from './coordinator.ts';
import department from './department.ts';
import everyone from './everyone.ts';
import grid from './grid.ts';
import registers from './registers.ts';
import street from './street.ts';

export default { administration, common, community, coordinator, department, everyone, grid, registers, street };
