import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import './tabs.css';

export interface Tab {
  key: string;
  label: ReactNode;
}

/** Tabs over one panel: arrow keys, Home and End go from one to the next. */
export function Tabs({ label, tabs, current, choose, children }: {
  label: string;
  tabs: readonly Tab[];
  current: string;
  choose: (key: string) => void;
  /** The panel of the current tab. */
  children: ReactNode;
}) {
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  const at = Math.max(0, tabs.findIndex((tab) => tab.key === current));
  const move = (event: KeyboardEvent): void => {
    const last = tabs.length - 1;
    const target = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choose(tabs[target]!.key);
    bar.current?.querySelectorAll<HTMLElement>('[role=tab]')[target]?.focus();
  };
  return (
    <div className="tabs-group">
      <div className="tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={move}>
        {tabs.map((tab, index) => (
          <button
            key={tab.key} type="button" role="tab" id={`${id}-${tab.key}`} aria-selected={index === at} aria-controls={`${id}-panel`} tabIndex={index === at ? 0 : -1}
            onClick={() => choose(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[at]?.key}`} tabIndex={0} className="tab-panel">{children}</div>
    </div>
  );
}
