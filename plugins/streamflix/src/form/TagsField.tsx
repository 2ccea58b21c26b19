import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import type { Values } from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { streamflixTranslationRef } from '../translation';

/** Parses `key=value` lines; a line without `=` is a key whose value is not typed yet. */
export function parseTags(text: string): Values {
  return Object.fromEntries(
    text
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean)
      .map(line => {
        const [key, ...value] = line.split('=');
        return [key.trim(), value.join('=').trim()];
      }),
  );
}

const writeTags = (tags: Values) =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');

/** Tags as lines of text. The typed text is kept, so that an incomplete line is not rewritten. */
export function TagsField(props: {
  label: string;
  description?: string;
  isDisabled?: boolean;
  problem?: string;
  tags: Values;
  onChange(tags: Values | undefined): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { label, description, isDisabled, problem, tags, onChange } = props;
  const [text, setText] = useState(() => writeTags(tags));
  return (
    <TextAreaField
      label={label}
      description={[description, t('form.tagsHint')].filter(Boolean).join(' ')}
      isDisabled={isDisabled}
      validationBehavior="aria"
      validate={() => problem}
      value={text}
      onChange={entered => {
        setText(entered);
        const parsed = parseTags(entered);
        onChange(Object.keys(parsed).length > 0 ? parsed : undefined);
      }}
    />
  );
}
