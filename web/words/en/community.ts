// Words of the pages in web/pages/community.
export default {};
