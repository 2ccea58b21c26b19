import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ToggleButton } from '@backstage/ui';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiTable2,
} from '@remixicon/react';
import type {
  Operation,
  OperationResource,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo, useState } from 'react';
import { formatSeconds } from '../components/formatTime';
import { streamflixTranslationRef } from '../translation';
import { Bar } from './Bar';
import { Chart } from './Chart';
import { ResourceRow } from './ResourceRow';
import styles from './Timeline.module.css';
import {
  groupsOf,
  scaleOf,
  type TimelineGroup,
  type TimelineScale,
} from './timelineOf';
import { TimelineTable } from './TimelineTable';

const isCancelled = ({ spans }: OperationResource) =>
  spans.some(({ result }) => result === 'cancelled');

function toneOf({ isUndone }: TimelineGroup, isOver: boolean) {
  if (isUndone) return 'group-undone';
  return isOver ? 'group-done' : 'group';
}

function GroupRow(props: {
  group: TimelineGroup;
  scale: TimelineScale;
  isExpanded: boolean;
  toggle(): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { group, scale, isExpanded, toggle } = props;
  const { area, resources, done, start, end } = group;
  const name = area ? t(`timeline.areas.${area}`) : t('timeline.areas.other');
  const Icon = isExpanded ? RiArrowDownSLine : RiArrowRightSLine;
  const isOver = done === resources.length;
  const note =
    isOver && start !== undefined && end !== undefined
      ? t('timeline.groupDone', {
          count: resources.length,
          duration: formatSeconds((end - start) / 1000),
        })
      : t('timeline.groupCount', {
          done: String(done),
          total: String(resources.length),
        });
  return (
    <div className={styles.row} data-kind="group">
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isExpanded}
        onClick={toggle}
      >
        <Icon aria-hidden className={styles.arrow} />
        {name}
      </button>
      <div className={styles.track} aria-hidden>
        {start !== undefined && (
          <Bar
            tone={group.isInProgress ? 'group' : toneOf(group, isOver)}
            scale={scale}
            start={start}
            end={group.isInProgress ? undefined : end ?? start}
          />
        )}
      </div>
      <span className={styles.note}>{note}</span>
    </div>
  );
}

/** The resources of an operation as bars on a common axis, by part of the environment; a table on request. */
export function Timeline({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [isTable, setTable] = useState(false);
  const groups = useMemo(() => groupsOf(operation), [operation]);
  const scale = useMemo(() => scaleOf(operation), [operation]);
  const isOver = operation.state === 'finished';
  const idOf = ({ area }: TimelineGroup) => area ?? '';
  const hasMore = groups.some(
    ({ important, resources }) => important.length < resources.length,
  );
  const areAllExpanded = groups.every(group => expanded.has(idOf(group)));
  const toggle = (id: string) => {
    const next = new Set(expanded);
    if (!next.delete(id)) next.add(id);
    setExpanded(next);
  };
  return (
    <section className={styles.timeline} aria-label={t('timeline.title')}>
      <div className={styles.tools}>
        {hasMore && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() =>
              setExpanded(
                areAllExpanded ? new Set() : new Set(groups.map(idOf)),
              )
            }
          >
            {areAllExpanded
              ? t('timeline.showImportant')
              : t('timeline.showAll', { count: operation.resources.length })}
          </Button>
        )}
        <ToggleButton
          size="small"
          iconStart={<RiTable2 aria-hidden />}
          isSelected={isTable}
          onChange={setTable}
        >
          {t('map.asTable')}
        </ToggleButton>
      </div>
      {isTable ? (
        <TimelineTable operation={operation} />
      ) : (
        <Chart scale={scale} now={Date.parse(operation.now)}>
          <div className={styles.axis} aria-hidden>
            <div className={styles.scale}>
              {scale.ticks.map((tick, index) => (
                <span
                  key={tick}
                  className={styles.tick}
                  data-minor={index % 2 === 1}
                  style={{ left: `${scale.at(scale.start + tick * 1000)}%` }}
                >
                  {scale.at(scale.start + tick * 1000) < 93 && (
                    <span>{tick === 0 ? '0' : formatSeconds(tick)}</span>
                  )}
                </span>
              ))}
              {!isOver && (
                <div className={styles.now}>
                  <span>{t('timeline.now')}</span>
                </div>
              )}
            </div>
          </div>
          {groups.map(group => {
            const id = idOf(group);
            const isExpanded = expanded.has(id);
            const shown = isExpanded ? group.resources : group.important;
            return (
              <div
                key={id}
                role="group"
                aria-label={
                  group.area
                    ? t(`timeline.areas.${group.area}`)
                    : t('timeline.areas.other')
                }
              >
                <GroupRow
                  group={group}
                  scale={scale}
                  isExpanded={isExpanded}
                  toggle={() => toggle(id)}
                />
                {shown.map(resource => (
                  <ResourceRow
                    key={resource.logicalId}
                    resource={resource}
                    operation={operation}
                    scale={scale}
                  />
                ))}
              </div>
            );
          })}
        </Chart>
      )}
      {!isTable && (
        <p className={styles.legend}>
          <span data-tone="done">{t('timeline.legend.done')}</span>
          {!isOver && (
            <>
              <span data-tone="open">{t('timeline.legend.open')}</span>
              <span data-tone="expected">{t('timeline.legend.expected')}</span>
            </>
          )}
          <span data-tone="deleted">{t('timeline.legend.deleted')}</span>
          <span data-tone="failed">{t('timeline.legend.failed')}</span>
          {operation.resources.some(isCancelled) && (
            <span data-tone="cancelled">{t('timeline.legend.cancelled')}</span>
          )}
          <span data-tone="critical">{t('timeline.legend.critical')}</span>
        </p>
      )}
    </section>
  );
}
