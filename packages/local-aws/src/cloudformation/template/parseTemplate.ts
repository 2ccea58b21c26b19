import { parseDocument, type ParsedNode, type Tags } from 'yaml';
import { validationError } from './validationError';
import {
  isObject,
  type Json,
  type JsonObject,
  type Template,
} from './Template';
import { readParameters } from './readParameters';
import {
  readMappings,
  readOutputs,
  readResources,
  readRules,
} from './readSections';

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
];

/** `!GetAtt a.b` and `!Sub …` stand for `Fn::GetAtt` and `Fn::Sub`; only these two have no `Fn::`. */
const WITHOUT_PREFIX = new Set(['Ref', 'Condition']);

const SHORT_FORMS = [
  'And Base64 Cidr Equals FindInMap GetAtt GetAZs If ImportValue Join Not Or Select Split Sub Transform',
  'Contains EachMemberEquals EachMemberIn RefAll ValueOf ValueOfAll',
  'Ref Condition',
].flatMap(line => line.split(' '));

function shortForm(name: string, value: Json): JsonObject {
  if (WITHOUT_PREFIX.has(name)) return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return {
      'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)],
    };
  }
  return { [`Fn::${name}`]: value };
}

/** The YAML library resolves a tag per node kind; CloudFormation allows most tags on all three kinds. */
const customTags = (tags: Tags): Tags => [
  // An unquoted 2010-09-09 is a string in CloudFormation, but a date in YAML 1.1.
  ...tags.filter(tag => typeof tag === 'string' || !/timestamp/.test(tag.tag)),
  ...SHORT_FORMS.flatMap(name => [
    {
      tag: `!${name}`,
      resolve: (text: string) => shortForm(name, text),
    },
    ...(['seq', 'map'] as const).map(collection => ({
      tag: `!${name}`,
      collection,
      resolve: (node: unknown) =>
        shortForm(name, (node as ParsedNode).toJSON() as Json),
    })),
  ]),
];

function parseText(body: string): unknown {
  if (body.trimStart().startsWith('{')) {
    try {
      return JSON.parse(body);
    } catch (error) {
      throw validationError(
        `Template format error: JSON not well-formed. (${
          (error as Error).message
        })`,
      );
    }
  }
  const document = parseDocument(body, { version: '1.1', customTags });
  const [problem] = document.errors;
  if (problem) {
    const { line, col } = problem.linePos?.[0] ?? { line: 1, col: 1 };
    throw validationError(
      `Template format error: YAML not well-formed. (line ${line}, column ${col})`,
    );
  }
  return document.toJS();
}

const section = (document: JsonObject, name: string): JsonObject => {
  const value = document[name];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) {
    throw validationError(`Template format error: ${name} must be an object.`);
  }
  return value;
};

/**
 * Parses a JSON or YAML template, including short forms.
 *
 * @throws AwsError `ValidationError` with CloudFormation's message when the text is not a template.
 * @public
 */
export function parseTemplate(body: string): Template {
  const document = parseText(body);
  if (!isObject(document)) {
    throw validationError('Template format error: unsupported structure.');
  }
  const unknown = Object.keys(document).filter(key => !SECTIONS.includes(key));
  if (unknown.length > 0) {
    throw validationError(
      `Invalid template property or properties [${unknown.join(', ')}]`,
    );
  }
  const transforms = document.Transform ?? [];
  const description = document.Description;
  const version = document.AWSTemplateFormatVersion;
  if (version !== undefined && String(version) !== '2010-09-09') {
    throw validationError(
      `Template format error: unsupported value for AWSTemplateFormatVersion: ${String(
        version,
      )}.`,
    );
  }
  if (description !== undefined && typeof description !== 'string') {
    throw validationError(
      'Template format error: every Description member must be a string.',
    );
  }
  return {
    body,
    version: version === undefined ? undefined : String(version),
    description,
    metadata: document.Metadata,
    parameters: readParameters(section(document, 'Parameters')),
    rules: readRules(section(document, 'Rules')),
    mappings: readMappings(section(document, 'Mappings')),
    conditions: section(document, 'Conditions'),
    resources: readResources(section(document, 'Resources')),
    outputs: readOutputs(section(document, 'Outputs')),
    transforms: (Array.isArray(transforms) ? transforms : [transforms]).map(
      name => (isObject(name) ? String(name.Name) : String(name)),
    ),
  };
}
