import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Combobox,
  Select,
  Switch,
  TextField,
  type FieldLabelProps,
  type TextFieldProps,
} from '@backstage/ui';
import { isValues } from '@streamflix/backstage-plugin-streamflix-common';
import { formatValue } from '../components/formatValue';
import { useSettingText } from '../components/useSettingText';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import type { Setting, ValueSchema } from './settings';
import { TagsField } from './TagsField';
import { useTypedText } from './useTypedText';

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
  /** All values that it can have, where they depend on other settings. */
  choices?: readonly number[];
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
    ? `${formatValue(minimum)}–${formatValue(maximum)}`
    : undefined;
}

/**
 * Immediate validation with StreamFlix's messages; without `aria` the browser would block the whole form with its own. Do not set
 * `isInvalid`: React Aria would mark the control and omit the message.
 */
const checked = (problem: string | undefined) =>
  ({ validationBehavior: 'aria', validate: () => problem } as const);

type TextSettingProps<T> = Parameters<typeof useTypedText<T>>[0];

/** A typed text that means a value. */
function TextSetting<T>(
  props: Omit<TextFieldProps, 'value' | 'onChange'> & TextSettingProps<T>,
) {
  const { value, fallback, textOf, valueIn, onChange, ...rest } = props;
  const { shown, enter, leave } = useTypedText(props);
  return (
    <TextField
      {...rest}
      placeholder={fallback}
      value={shown}
      onChange={enter}
      onBlur={leave}
    />
  );
}

/** A text that is selected from a list, or typed. */
function SuggestedSetting(
  props: {
    label: string;
    description?: string;
    secondaryLabel?: FieldLabelProps['secondaryLabel'];
    isDisabled?: boolean;
    problem?: string;
    suggestions: readonly string[];
  } & TextSettingProps<string>,
) {
  const { suggestions, problem, ...typed } = props;
  const { value, fallback, textOf, valueIn, onChange, ...rest } = typed;
  const { shown, enter, leave } = useTypedText(typed);
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
      onBlur={leave}
    />
  );
}

const asText = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

/** A text as it is. */
const plain = { textOf: String, valueIn: String };

/**
 * A number; any other text stays a text, which the specification refuses with the reason. So does 1.000, which may mean one or a
 * thousand.
 */
const numeric = {
  textOf: String,
  valueIn: (text: string): number | string =>
    /^-?(0|[1-9]\d*)(\.\d{1,2})?$/.test(text) ? Number(text) : text,
};

const list = {
  textOf: (values: string[]) => values.join(', '),
  valueIn: (text: string) => text.split(/[\s,]+/).filter(Boolean),
};

/** Whether the choices of a setting have a unit, which is not that of its value: its description would name the other one. */
const hasOwnUnit = (path: string) => /\.(cpu|memory)$/.test(path);

/** The control that fits a setting's schema. It shows the resulting value, including the blueprint's. */
export function SettingField(props: SettingFieldProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const textOf = useSettingText();
  const { setting, value, fallback, problem, isRunning } = props;
  const { isDisabled, suggestions, choices, note, onChange } = props;
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
    description: [!hasOwnUnit(path) && schema.description, note]
      .filter(Boolean)
      .join(' '),
    secondaryLabel:
      [!choices && rangeOf(schema), value !== undefined && t('form.changed')]
        .filter(Boolean)
        .join(', ') || undefined,
    isDisabled,
  };

  const values: readonly (string | number)[] | undefined =
    schema.enum ?? choices;
  if (values) {
    const options = values.map(option => {
      const text = textOf(path, option);
      return {
        id: String(option),
        label:
          option === fallback
            ? t(isRunning ? 'form.ofRunning' : 'form.ofBlueprint', {
                value: text,
              })
            : text,
      };
    });
    return (
      <Select
        {...common}
        {...checked(problem)}
        options={options}
        value={shown === undefined ? null : String(shown)}
        onChange={key =>
          onChange(values.find(option => String(option) === key))
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
        <TextSetting
          {...common}
          {...checked(problem)}
          {...numeric}
          // The numeric keyboard of a telephone, without an input that would change what is typed.
          inputMode="decimal"
          value={value as number | string | undefined}
          fallback={fallback === undefined ? '' : String(fallback)}
          onChange={onChange}
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
          {...list}
          value={Array.isArray(value) ? value.map(String) : undefined}
          fallback={Array.isArray(fallback) ? list.textOf(fallback) : ''}
          onChange={onChange}
        />
      );
    default:
      return suggestions && suggestions.length > 0 ? (
        <SuggestedSetting
          {...common}
          {...plain}
          problem={problem}
          suggestions={suggestions}
          value={asText(value)}
          fallback={fallback === undefined ? '' : String(fallback)}
          onChange={onChange}
        />
      ) : (
        <TextSetting
          {...common}
          {...checked(problem)}
          {...plain}
          value={value === null ? '' : asText(value)}
          fallback={fallback === undefined ? '' : String(fallback)}
          onChange={onChange}
        />
      );
  }
}
