import {
  EntityComponentCard,
  EntityEnvironmentCard,
  EntityMapCard,
} from './EntityCards';
import styles from './CardGrid.module.css';

/** All cards of an environment in a grid, for custom entity pages. */
export function EntityCardGrid() {
  return (
    <div className={styles.grid}>
      <EntityEnvironmentCard />
      <EntityMapCard />
      <EntityComponentCard kind="ecs" />
      <EntityComponentCard kind="database" />
      <EntityComponentCard kind="cache" />
      <EntityComponentCard kind="stream" />
      <EntityComponentCard kind="api" />
    </div>
  );
}
