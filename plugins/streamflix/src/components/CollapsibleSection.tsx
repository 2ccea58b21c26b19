import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { useState, type ReactNode } from 'react';

/** A collapsed section whose content is neither requested nor rendered until it is expanded. */
export function CollapsibleSection(props: {
  title: string;
  subtitle?: string;
  className?: string;
  /** Expands the section when it becomes true; the user may collapse it again. */
  opens?: boolean;
  children: ReactNode;
}) {
  const { title, subtitle, className, opens = false, children } = props;
  const [isExpanded, setExpanded] = useState(opens);
  const [opened, setOpened] = useState(opens);
  // While rendering, not afterwards: what follows may look for the content.
  if (opened !== opens) {
    setOpened(opens);
    if (opens) setExpanded(true);
  }
  return (
    <Accordion
      bg="neutral"
      className={className}
      isExpanded={isExpanded}
      onExpandedChange={setExpanded}
    >
      <AccordionTrigger title={title} subtitle={subtitle} />
      <AccordionPanel>{isExpanded && children}</AccordionPanel>
    </Accordion>
  );
}
