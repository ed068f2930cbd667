// Words of the pages in web/pages/department.
export default {};
