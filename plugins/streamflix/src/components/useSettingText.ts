import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { isValues } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { blueprintTitle } from './blueprintTitle';
import { ownerTitle } from './ownerTitle';
import { regionLabel } from './regionLabel';

/** Units of numbers by the last part of their path; their descriptions in the specification name them, too. */
const units: Record<string, string> = {
  cpuTarget: '%',
  scaleInCooldown: 's',
  scaleOutCooldown: 's',
  iteratorAgeTarget: 's',
  minCapacity: 'ACU',
  maxCapacity: 'ACU',
  storageGiB: 'GiB',
  maxStorageGiB: 'GiB',
  retentionHours: 'h',
};

const inDays = new Set([
  'backupDays',
  'infrequentAccessDays',
  'logRetentionDays',
  'retentionDays',
  'snapshots',
]);

/** Values of enumerations that have a text of their own; the others are words already, such as GET. */
export const labelledValues = [
  'none',
  'single',
  'per-zone',
  'x86_64',
  'arm64',
  'rest',
  'http',
  'aurora',
  'rds',
  'replication-group',
  'serverless',
  'redis',
  'valkey',
  'provisioned',
  'on-demand',
  'aws-managed',
  'customer-managed',
  'disabled',
  'enabled',
  'enhanced',
] as const;

/** Last parts of the paths of values that are selected from an enumeration. */
const enumerated = new Set([
  'architecture',
  'containerInsights',
  'engine',
  'key',
  'kind',
  'mode',
  'nat',
]);

/** The value that a history recorded as a text. A version such as 7.0 stays a text. */
export function recordedValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : text;
  } catch {
    // A word, or a text that was cut.
    return text;
  }
}

/** A short text for a value of a specification. */
export function useSettingText(): (path: string, value: unknown) => string {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (path, value) => {
    const key = path.split('.').at(-1) ?? '';
    if (typeof value === 'boolean') {
      return t(`configuration.values.${value ? 'enabled' : 'disabled'}`);
    }
    if (typeof value === 'number') {
      if (key === 'cpu')
        return t('configuration.cpu', { cpu: String(value / 1024) });
      if (key === 'memory') return `${value / 1024} GiB`;
      if (inDays.has(key)) return t('configuration.days', { count: value });
      return units[key] ? `${value} ${units[key]}` : String(value);
    }
    if (path === 'blueprint') return blueprintTitle(String(value));
    if (path === 'region') return regionLabel(String(value));
    if (path === 'owner') return ownerTitle(String(value));
    const label = enumerated.has(key)
      ? labelledValues.find(each => each === value)
      : undefined;
    if (label) return t(`configuration.values.${label}`);
    const text = isValues(value)
      ? Object.entries(value)
          .map(([name, each]) => `${name}=${each}`)
          .join(', ')
      : [value ?? []].flat().join(', ');
    return text || t('configuration.values.none');
  };
}
