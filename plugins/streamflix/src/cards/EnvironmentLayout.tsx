import type { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Fragment } from 'react';
import styles from './CardGrid.module.css';

/**
 * Overview of an environment: its cards in a grid, with the catalog's information below them.
 *
 * The catalog's own layout stacks full-width cards, which suits tables but wastes space on six small cards. A card that renders
 * nothing leaves no gap: only rendered cards take a cell.
 */
export function EnvironmentLayout({ cards }: EntityContentLayoutProps) {
  const draw = (wanted: typeof cards) =>
    wanted.map(({ element }, index) => (
      <Fragment key={element.key ?? index}>{element}</Fragment>
    ));
  const side = cards.filter(({ type }) => type === 'info');
  const main = cards.filter(({ type }) => type !== 'info');
  return (
    <div className={styles.layout}>
      <div className={`${styles.main} ${styles.grid}`}>{draw(main)}</div>
      {side.length > 0 && <div className={styles.side}>{draw(side)}</div>}
    </div>
  );
}
