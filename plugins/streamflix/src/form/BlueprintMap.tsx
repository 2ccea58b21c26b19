import {
  layOutMap,
  mapGeometry,
  partsOf,
  type Blueprint,
} from '@streamflix/backstage-plugin-streamflix-common';
import { RiGlobalLine } from '@remixicon/react';
import { useMapTexts } from '../cards/useMapTexts';
import { MapLines } from '../components/MapLines';
import { percentOf } from '../components/percentOf';
import styles from './BlueprintMap.module.css';

/** In pixels; where there is less room, the boxes become narrower. */
const sizes = {
  part: { width: 76, height: 34 },
  internetWidth: 18,
  gap: { x: 16, y: 10 },
};
const lineHeight = 12;
const iconSize = 16;

/** The map of an environment with the defaults of a blueprint, without values. The card has the same as text. */
export function BlueprintMap({ blueprint }: { blueprint: Blueprint }) {
  const { nameOf } = useMapTexts();
  const map = layOutMap(partsOf(blueprint.defaults));
  const geometry = mapGeometry(map, sizes);
  const { boxes, width, height } = geometry;
  return (
    <svg
      className={styles.map}
      style={{ maxWidth: width }}
      height={height}
      aria-hidden
    >
      <MapLines geometry={geometry} scale={0.7} />
      {[...boxes].map(([id, box]) => {
        if (id === 'internet') {
          return (
            <RiGlobalLine
              key={id}
              className={styles.internet}
              size={iconSize}
              x={box.x}
              y={box.y + (box.height - iconSize) / 2}
            />
          );
        }
        const words = nameOf(id).split(' ');
        const middle = percentOf(box.x + box.width / 2, width);
        return (
          <g key={id}>
            <rect
              className={styles.box}
              x={percentOf(box.x, width)}
              y={box.y}
              width={percentOf(box.width, width)}
              height={box.height}
              rx={4}
            />
            <text
              className={styles.name}
              y={box.y + (box.height - (words.length - 1) * lineHeight) / 2}
            >
              {words.map((word, index) => (
                <tspan key={word} x={middle} dy={index === 0 ? 0 : lineHeight}>
                  {word}
                </tspan>
              ))}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
