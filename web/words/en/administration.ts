// Words of the pages in web/pages/administration.
export default {};
