// Words of the pages in web/pages/street.
export default {};
