import { EntityComponentCard, EntityEnvironmentCard } from './EntityCards';
import styles from './CardGrid.module.css';

/** All cards of an environment side by side, for entity pages that are put together by hand. */
export function EntityCardGrid() {
  return (
    <div className={styles.grid}>
      <EntityEnvironmentCard />
      <EntityComponentCard kind="ecs" />
      <EntityComponentCard kind="database" />
      <EntityComponentCard kind="cache" />
      <EntityComponentCard kind="stream" />
      <EntityComponentCard kind="api" />
    </div>
  );
}
