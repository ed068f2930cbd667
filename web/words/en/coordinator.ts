// Words of the pages in web/pages/coordinator.
export default {};
