// Words of the pages in web/pages/grid.
export default {};
