import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  RiDeleteBinLine,
  RiEqualizerLine,
  RiMore2Fill,
} from '@remixicon/react';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { useState, type ReactElement } from 'react';
import { streamflixTranslationRef } from '../translation';
import styles from './EnvironmentMenu.module.css';
import { useEntityName } from '../components/useEntityName';
import {
  useActionLabels,
  useEnvironmentActions,
  type EnvironmentAction,
} from '../components/useEnvironmentActions';

/** A function, not a component: a menu accepts only its own items. */
function itemOf(
  action: EnvironmentAction,
  label: string,
  icon: ReactElement,
  color?: 'danger',
) {
  return 'href' in action ? (
    <MenuItem href={action.href} color={color} iconStart={icon}>
      {label}
    </MenuItem>
  ) : (
    <MenuItem
      isDisabled
      textValue={`${label}: ${action.reason}`}
      className={styles.refused}
      iconStart={icon}
    >
      <span className={styles.text}>
        <span>{label}</span>
        <span className={styles.reason}>{action.reason}</span>
      </span>
    </MenuItem>
  );
}

function Actions(props: {
  environment: EnvironmentRef;
  creationFailed?: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { environment, creationFailed = false } = props;
  const labels = useActionLabels(creationFailed);
  const { nameOf, error } = useEntityName();
  const name = nameOf(environment);
  const actions = useEnvironmentActions(environment, {
    ref: name && `resource:default/${name}`,
    error,
  });
  // The menu opens once, with all its items: items that appear later would move under the pointer.
  if (!actions) return null;
  return (
    <Menu
      aria-label={t('actions.menu', { suffix: environment.suffix })}
      placement="bottom end"
    >
      {itemOf(actions.change, labels.change, <RiEqualizerLine aria-hidden />)}
      {itemOf(
        actions.destroy,
        labels.destroy,
        <RiDeleteBinLine aria-hidden />,
        'danger',
      )}
    </Menu>
  );
}

/** The actions on one row's environment. The user's permissions are read when the menu opens, not for every row. */
export function EnvironmentMenu(props: {
  environment: EnvironmentRef;
  creationFailed?: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { suffix } = props.environment;
  const [isOpen, setOpen] = useState(false);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiMore2Fill aria-hidden />}
        aria-label={t('actions.menu', { suffix })}
      />
      {isOpen && <Actions {...props} />}
    </MenuTrigger>
  );
}
