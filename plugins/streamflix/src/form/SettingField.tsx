import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Combobox,
  NumberField,
  Select,
  Switch,
  TextField,
  type FieldLabelProps,
  type TextFieldProps,
} from '@backstage/ui';
import { isValues } from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import type { Setting, ValueSchema } from './settings';
import { TagsField } from './TagsField';

export interface SettingFieldProps {
  setting: Setting;
  /** What the user set; undefined for the fallback, null for no value. */
  value: unknown;
  /** The value when the user sets none. */
  fallback: unknown;
  /** The fallback is the running value, not the blueprint's. */
  isRunning?: boolean;
  /** Values to select from; others may be typed. */
  suggestions?: readonly string[];
  /** Why some of the suggestions cannot be selected. */
  excluded?: Readonly<Record<string, string>>;
  /** What is not certain about the value. */
  note?: string;
  /** Message of the problem. */
  problem?: string;
  isDisabled?: boolean;
  /** @param value - undefined resets the value */
  onChange(value: unknown): void;
}

function rangeOf({ minimum, maximum }: ValueSchema): string | undefined {
  return minimum !== undefined && maximum !== undefined
    ? `${minimum}–${maximum}`
    : undefined;
}

/**
 * Immediate validation with StreamFlix's messages; without `aria` the browser would block the whole form with its own. Do not set
 * `isInvalid`: React Aria would mark the control and omit the message.
 */
const checked = (problem: string | undefined) =>
  ({ validationBehavior: 'aria', validate: () => problem } as const);

/** The text of a field that is prefilled with its default. The typed text is kept, even if it equals the default in between. */
function useTypedText(props: {
  value: string | undefined;
  fallback: string;
  onChange(value: string | undefined): void;
}) {
  const { value, fallback, onChange } = props;
  const [text, setText] = useState(value ?? fallback);
  // An emptied field resets to the default, and stays empty until the user types.
  const meant = value === undefined ? [fallback, ''] : [value];
  const shown = meant.includes(text) ? text : value ?? fallback;
  const enter = (entered: string) => {
    if (entered === shown) return;
    setText(entered);
    onChange(entered === '' ? undefined : entered);
  };
  return { shown, enter };
}

function TextSetting(
  props: Omit<TextFieldProps, 'value' | 'onChange'> & {
    value: string | undefined;
    fallback: string;
    onChange(value: string | undefined): void;
  },
) {
  const { value, fallback, onChange, ...rest } = props;
  const { shown, enter } = useTypedText(props);
  return (
    <TextField
      {...rest}
      placeholder={fallback}
      value={shown}
      onChange={enter}
    />
  );
}

/** A text that is selected from a list, or typed. */
function SuggestedSetting(props: {
  label: string;
  description?: string;
  secondaryLabel?: FieldLabelProps['secondaryLabel'];
  isDisabled?: boolean;
  problem?: string;
  suggestions: readonly string[];
  value: string | undefined;
  fallback: string;
  onChange(value: string | undefined): void;
}) {
  const { suggestions, value, fallback, problem, onChange, ...rest } = props;
  const { shown, enter } = useTypedText(props);
  return (
    <Combobox
      {...rest}
      {...checked(problem)}
      allowsCustomValue
      // A list that opens on focus hides the rest of the page from screen readers.
      menuTrigger="input"
      placeholder={fallback}
      options={suggestions.map(name => ({ id: name, label: name }))}
      search={{ inputValue: shown, onInputChange: enter }}
    />
  );
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

/** The control that fits a setting's schema. It shows the resulting value, including the blueprint's. */
export function SettingField(props: SettingFieldProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { setting, value, fallback, problem, isRunning } = props;
  const { isDisabled, suggestions, note, onChange } = props;
  const { schema, path } = setting;
  const shown = value === undefined ? fallback : value;
  const label = schema.title ?? path;
  const common: {
    label: string;
    description?: string;
    secondaryLabel?: FieldLabelProps['secondaryLabel'];
    isDisabled?: boolean;
  } = {
    label,
    description: [schema.description, note].filter(Boolean).join(' '),
    secondaryLabel:
      [rangeOf(schema), value !== undefined && t('form.changed')]
        .filter(Boolean)
        .join(', ') || undefined,
    isDisabled,
  };

  if (schema.enum) {
    const options = schema.enum.map(option => ({
      id: String(option),
      label:
        option === fallback
          ? t(isRunning ? 'form.ofRunning' : 'form.ofBlueprint', {
              value: String(option),
            })
          : String(option),
    }));
    return (
      <Select
        {...common}
        {...checked(problem)}
        options={options}
        value={shown === undefined ? null : String(shown)}
        onChange={key =>
          onChange(schema.enum?.find(option => String(option) === key))
        }
      />
    );
  }
  switch (schema.type) {
    case 'boolean':
      return (
        <div>
          <Switch
            label={label}
            isSelected={shown === true}
            isDisabled={isDisabled}
            onChange={onChange}
          />
          <p className={styles.hint}>{schema.description}</p>
          {problem && <p className={styles.problem}>{problem}</p>}
        </div>
      );
    case 'integer':
    case 'number':
      return (
        <NumberField
          {...common}
          {...checked(problem)}
          value={typeof shown === 'number' ? shown : NaN}
          onChange={entered =>
            onChange(Number.isNaN(entered) ? undefined : entered)
          }
          // Without a step, an arrow key changes the value by 1; capacity has steps of a half.
          {...(schema.multipleOf && schema.multipleOf < 1
            ? { step: schema.multipleOf }
            : {})}
        />
      );
    case 'object':
      return (
        <TagsField
          {...common}
          problem={problem}
          tags={isValues(shown) ? shown : {}}
          onChange={onChange}
        />
      );
    case 'array':
      return (
        <TextSetting
          {...common}
          {...checked(problem)}
          value={Array.isArray(value) ? value.join(', ') : undefined}
          fallback={Array.isArray(fallback) ? fallback.join(', ') : ''}
          onChange={entered =>
            onChange(entered?.split(/[\s,]+/).filter(Boolean))
          }
        />
      );
    default:
      return suggestions && suggestions.length > 0 ? (
        <SuggestedSetting
          {...common}
          problem={problem}
          suggestions={suggestions}
          value={textOf(value)}
          fallback={fallback === undefined ? '' : String(fallback)}
          onChange={onChange}
        />
      ) : (
        <TextSetting
          {...common}
          {...checked(problem)}
          value={value === null ? '' : textOf(value)}
          fallback={fallback === undefined ? '' : String(fallback)}
          onChange={onChange}
        />
      );
  }
}
