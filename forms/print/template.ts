// Handlebars templates of this folder, compiled once. Templates are ours alone, escape everything, and know only the helpers named here.
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

const HELPERS = { if: true, each: true, unless: true, with: true };

const engine = Handlebars.create();
const compiled = new Map<string, Handlebars.TemplateDelegate>();

/** Renders `templates/<name>.hbs`; every value is escaped. Throws when the template is malformed. */
export function render(name: string, model: object): string {
  const template = compiled.get(name) ?? compile(name);
  compiled.set(name, template);
  return template(model, { allowProtoPropertiesByDefault: false });
}

function compile(name: string): Handlebars.TemplateDelegate {
  for (const partial of ['page-head', 'page-foot', 'style']) engine.registerPartial(partial, source(partial));
  return engine.compile(source(name), { knownHelpers: HELPERS, knownHelpersOnly: true, strict: true, preventIndent: true });
}

function source(name: string): string {
  return readFileSync(new URL(`templates/${name}.hbs`, import.meta.url), 'utf8');
}
