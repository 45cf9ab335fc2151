/**
 * Makes the schemas by which the local chats check requests from the libraries' own types: `npm run specs`. The same
 * versions give the same bytes; each file's `$comment` says which ones. The libraries are the main install's; only
 * the generator and its TypeScript are installed here.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFormatter, createParser, createProgram, SchemaGenerator } from 'ts-json-schema-generator';
import ts from 'typescript';
import { discordSpec } from './discord.ts';
import { slackSpec } from './slack.ts';

const root = join(import.meta.dirname, '..', '..');

const SPECS = [
  {
    library: 'discord-api-types',
    make: () => discordSpec(schemaOf('packages/local-discord/src/http/requests.ts', 'Requests')),
    file: 'packages/local-discord/specs/requests.schema.json',
  },
  {
    library: '@slack/types',
    make: () => slackSpec(schemaOf('packages/local-slack/src/blocks/blocks.ts', 'Blocks')),
    file: 'packages/local-slack/specs/blocks.schema.json',
  },
  {
    library: '@slack/web-api',
    make: () => ({ methods: fieldsOf('packages/local-slack/src/api/calls.ts', 'Calls') }),
    file: 'packages/local-slack/specs/arguments.json',
  },
];

for (const { library, make, file } of SPECS) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', library, 'package.json'), 'utf8'));
  const $comment = `Made by npm run specs from the types of ${library} ${version}.`;
  writeFileSync(join(root, file), written({ $comment, ...make() }));
  console.log(`${file}: ${library} ${version}`);
}

/** A line for each definition and route, so that an upgrade shows what it changes. */
function written(spec) {
  const lines = (part) => Object.entries(part).map(([name, schema]) => `${text(name)}:${text(schema)}`);
  const parts = Object.entries(spec).map(([name, part]) =>
    typeof part === 'object'
      ? `${text(name)}:{\n${lines(part).join(',\n')}\n}`
      : `${text(name)}:${text(part)}`,
  );
  return `{${parts.join(',\n')}}\n`;
}

function text(value) {
  return JSON.stringify(value);
}

function schemaOf(path, type) {
  const config = {
    path: join(root, path),
    tsconfig: join(import.meta.dirname, 'tsconfig.json'),
    type,
    expose: 'all',
    topRef: true,
    jsDoc: 'none',
    skipTypeCheck: true,
    additionalProperties: false,
  };
  const program = createProgram(config);
  const parser = createParser(program, config, (chain) => chain.addNodeParser(undefinedAdded(chain)));
  return new SchemaGenerator(program, parser, createFormatter(config), config).createSchema(type);
}

/** A wrapper of discord-api-types that only lets fields be `undefined`, which JSON cannot say: what it wraps. */
function undefinedAdded(chain) {
  return {
    supportsNode: (node) => nameOf(node)?.text === '_AddUndefinedToPossiblyUndefinedPropertiesOfInterface',
    createType: (node, context) => chain.createType(node.typeArguments[0], context),
  };
}

/** The names of the fields of each field's type, in all its forms; the types' own depths are not looked into. */
function fieldsOf(path, type) {
  const file = join(root, path);
  const settings = ts.readConfigFile(join(import.meta.dirname, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.convertCompilerOptionsFromJson(settings.compilerOptions, import.meta.dirname);
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
  const table = checker.getDeclaredTypeOfSymbol(exported.find(({ name }) => name === type));
  const fields = checker.getPropertiesOfType(table).map((field) => {
    const held = checker.getTypeOfSymbol(field);
    const forms = held.isUnion() ? held.types : [held];
    const names = forms.flatMap((form) => checker.getPropertiesOfType(form).map(({ name }) => name));
    return [field.name, [...new Set(names)].sort()];
  });
  return Object.fromEntries(fields);
}

function nameOf(node) {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  return ts.isExpressionWithTypeArguments(node) ? node.expression : undefined;
}
