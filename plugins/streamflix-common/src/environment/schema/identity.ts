import { z } from 'zod/v4';
import { blueprintIds } from '../blueprintIds';
import { flag, oneOf } from './fields';

/**
 * Text of a tag: letters and digits of any script. Source: the pattern of tags in the API references (IAM, EC2, ECS, EFS), with
 * the space as the only separator; CloudFormation, `Tag`, requires a value of at least one character.
 */
const tagText = (least: number, most: number) =>
  new RegExp(`^[\\p{L}\\p{N} _.:/=+@-]{${least},${most}}$`, 'u');

/** Identity, target and blueprint of the environment. */
export const identity = {
  suffix: z
    .string()
    .regex(
      /^(?=.{3,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'must be 3 to 20 characters: lower case letters, digits and single dashes, beginning with a letter and not ending with a dash',
    )
    .meta({
      title: 'Suffix',
      description:
        'Short name of the environment; every resource carries it. 3 to 20 characters: lower case letters, digits and single dashes.',
    }),
  region: z
    .string()
    .regex(
      /^(?=.{9,14}$)[a-z]{2}(-[a-z]+)+-\d$/,
      'must be an AWS region such as eu-west-2',
    )
    .meta({
      title: 'Region',
      description: 'AWS region the environment lives in.',
    }),
  blueprint: oneOf(
    'Blueprint',
    blueprintIds,
    'Set of defaults the environment starts from.',
  ),
  // AWS's maximum length of a tag value.
  owner: z
    .string()
    .regex(
      /^(?=.{1,256}$)(group|user):[\w.-]+\/[\w.-]+$/i,
      'must be a group or user of the catalog, such as group:default/video',
    )
    .meta({
      title: 'Owner',
      description: 'Group or user that owns the environment.',
    }),
};

export const account = z
  .string()
  .regex(/^\d{12}$/, 'must be an AWS account id of 12 digits')
  .optional()
  .meta({
    title: 'AWS account',
    description:
      'Account the environment lives in. Without one, the main account of the installation.',
  });

export const costCenter = z
  .string()
  .regex(tagText(1, 64), 'must be 1 to 64 letters, digits, spaces or .:/=+@-_')
  .meta({
    title: 'Cost centre',
    description: 'Value of the CostCenter tag on every resource.',
  });

export const tags = z
  .record(
    z
      .string()
      .regex(
        tagText(1, 128),
        'must have keys of 1 to 128 letters, digits, spaces or .:/=+@-_',
      ),
    z
      .string()
      .regex(
        tagText(1, 256),
        'must have values of 1 to 256 letters, digits, spaces or .:/=+@-_',
      ),
  )
  .meta({ title: 'Tags', description: 'Further tags for every resource.' });

export const deletionProtection = flag(
  'Deletion protection',
  'Refuse to destroy the environment or its database until this is switched off.',
);
