import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type Ref } from 'react';
import { announce } from '../../components/Toast';
import { useDark } from '../../shell/theme';
import type { Grouping } from './groups';
import { caught } from './lasso';
import { draw, paintsOf, type Paints, type Scene } from './paint';
import { placesOf, type Prepared } from './prepared';
import { between, fit, pan, toPlane, zoom, type Size, type View } from './view';

/** What the page may ask of a map. */
export interface MapHandle {
  /** Goes to a title, if it is on this map. */
  flyTo: (id: string) => void;
  whole: () => void;
  closer: (factor: number) => void;
  /** Ids of what is in the frame. */
  inFrame: () => string[];
}

const NEAR = 14;
const STEP = 60;
const CLICK = 5;
const FLIGHT = 450;
const CLOSE = 8;

/** A map on a canvas: dragged, zoomed, and drawn around. Everything that is shown of it is also in tables of the page. */
export function MapCanvas({ ref, label, map, grouping, onlyGroups, selected, matches, current, lassoing, point, pin, select, toggle }: {
  ref: Ref<MapHandle>;
  label: string;
  map: Prepared;
  grouping: Grouping;
  onlyGroups: ReadonlySet<number>;
  selected: ReadonlySet<string>;
  matches: ReadonlySet<string>;
  /** Id of the title that is looked at. */
  current: string | undefined;
  /** Whether dragging draws an outline in place of moving the map. */
  lassoing: boolean;
  /** The pointer, or the cross in the middle, is at a title; or at none. */
  point: (id: string | undefined) => void;
  /** A title was pressed; or where there is none. */
  pin: (id: string | undefined) => void;
  /** An outline was drawn around these. */
  select: (ids: readonly string[]) => void;
  toggle: (id: string) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useRef<Size>({ width: 0, height: 0 });
  const view = useRef<View>(undefined);
  const whole = useRef<View>({ x: 0, y: 0, scale: 1 });
  const paints = useRef<Paints>(undefined);
  const frame = useRef(0);
  const flight = useRef(0);
  const outline = useRef<(readonly [number, number])[]>([]);
  const held = useRef(new Map<number, readonly [number, number]>());
  const drag = useRef<{ from: readonly [number, number]; moved: boolean; lasso: boolean }>(undefined);
  const hovered = useRef<string>(undefined);
  const [byKeys, setByKeys] = useState(false);
  const dark = useDark();
  const still = useMemo(() => window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false, []);

  const scene = useMemo((): Omit<Scene, 'lasso'> => ({
    xs: map.xs, ys: map.ys, titles: map.titles, clusters: map.clusters, grouping, onlyGroups,
    selected: placesOf(map, selected), matches: placesOf(map, matches), current: current === undefined ? undefined : map.placeOf.get(current), cross: byKeys,
  }), [map, grouping, onlyGroups, selected, matches, current, byKeys]);
  const shown = useRef(scene);
  shown.current = scene;

  const redraw = useCallback((): void => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d');
      if (!context || !view.current || !canvas.current) return;
      paints.current ??= paintsOf(canvas.current.parentElement!);
      draw(context, window.devicePixelRatio || 1, size.current, view.current, whole.current, { ...shown.current, lasso: outline.current }, paints.current);
    });
  }, []);
  const go = useCallback((next: View): void => {
    view.current = next;
    redraw();
  }, [redraw]);
  const fly = useCallback((target: View): void => {
    cancelAnimationFrame(flight.current);
    const from = view.current;
    if (!from || still) return go(target);
    const began = performance.now();
    const step = (now: number): void => {
      const share = Math.min((now - began) / FLIGHT, 1);
      go(between(from, target, share));
      if (share < 1) flight.current = requestAnimationFrame(step);
    };
    flight.current = requestAnimationFrame(step);
  }, [go, still]);

  useEffect(redraw, [scene, redraw]);
  useEffect(() => {
    paints.current = undefined;
    redraw();
  }, [dark, redraw]);
  useEffect(() => {
    const element = canvas.current!;
    view.current = undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0) return;
      const ratio = window.devicePixelRatio || 1;
      const before = whole.current;
      size.current = { width, height };
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      whole.current = fit(map.bounds, size.current);
      go(view.current ? { ...view.current, scale: (view.current.scale / before.scale) * whole.current.scale } : whole.current);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => {
      watch.disconnect();
      cancelAnimationFrame(flight.current);
      cancelAnimationFrame(frame.current);
    };
  }, [map, go]);
  // React listens to wheels passively, where the page cannot be kept from scrolling.
  useEffect(() => {
    const element = canvas.current!;
    const wheel = (event: WheelEvent): void => {
      if (!view.current) return;
      event.preventDefault();
      cancelAnimationFrame(flight.current);
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016));
      go(zoom(view.current, size.current, factor, event.offsetX, event.offsetY, whole.current));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [go]);

  useImperativeHandle(ref, () => ({
    flyTo: (id) => {
      const at = map.placeOf.get(id);
      if (at !== undefined) fly({ x: map.xs[at]!, y: map.ys[at]!, scale: Math.max(view.current?.scale ?? 0, whole.current.scale * CLOSE) });
    },
    whole: () => fly(whole.current),
    closer: (factor) => view.current && fly(zoom(view.current, size.current, factor, size.current.width / 2, size.current.height / 2, whole.current)),
    inFrame: () => {
      if (!view.current) return [];
      const { width, height } = size.current;
      const [left, top] = toPlane(view.current, size.current, 0, 0);
      const [right, bottom] = toPlane(view.current, size.current, width, height);
      return caught([[left, top], [right, top], [right, bottom], [left, bottom]], map.xs, map.ys).map((at) => map.points[at]!.id);
    },
  }), [map, fly]);

  /** The title nearest to a place of the frame, if there is one that near. */
  const at = (left: number, top: number, reach = NEAR): string | undefined => {
    if (!view.current) return undefined;
    const [nearest] = map.squares.nearest(...toPlane(view.current, size.current, left, top), 1, reach / view.current.scale);
    return nearest === undefined ? undefined : map.points[nearest]!.id;
  };
  const look = (id: string | undefined): void => {
    if (id === hovered.current) return;
    hovered.current = id;
    point(id);
  };
  const placeOf = (event: PointerEvent): readonly [number, number] => {
    const frame = canvas.current!.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !view.current) return;
    canvas.current!.setPointerCapture(event.pointerId);
    cancelAnimationFrame(flight.current);
    setByKeys(false);
    const place = placeOf(event);
    held.current.set(event.pointerId, place);
    if (held.current.size === 1) {
      const lasso = lassoing || event.shiftKey;
      drag.current = { from: place, moved: false, lasso };
      outline.current = lasso ? [place] : [];
    } else {
      outline.current = [];
      drag.current = { from: place, moved: true, lasso: false };
    }
  };
  const move = (event: PointerEvent): void => {
    const place = placeOf(event);
    const before = held.current.get(event.pointerId);
    if (!before || !drag.current || !view.current) {
      if (event.pointerType !== 'touch') look(at(...place));
      return;
    }
    const others = [...held.current].filter(([id]) => id !== event.pointerId);
    held.current.set(event.pointerId, place);
    if (Math.hypot(place[0] - drag.current.from[0], place[1] - drag.current.from[1]) > CLICK) drag.current.moved = true;
    if (others.length > 0) {
      const [, still_] = others[0]!;
      const apart = (one: readonly [number, number]): number => Math.max(Math.hypot(one[0] - still_[0], one[1] - still_[1]), 1);
      const closer = zoom(view.current, size.current, apart(place) / apart(before), (place[0] + still_[0]) / 2, (place[1] + still_[1]) / 2, whole.current);
      go(pan(closer, (place[0] - before[0]) / 2, (place[1] - before[1]) / 2, map.bounds));
    } else if (drag.current.lasso) {
      outline.current.push(place);
      redraw();
    } else if (drag.current.moved) {
      go(pan(view.current, place[0] - before[0], place[1] - before[1], map.bounds));
    }
  };
  const up = (event: PointerEvent): void => {
    const ended = drag.current;
    held.current.delete(event.pointerId);
    if (held.current.size > 0 || !ended) return;
    drag.current = undefined;
    const drawn = outline.current;
    outline.current = [];
    if (event.type === 'pointercancel' || !view.current) return redraw();
    if (!ended.moved) pin(at(...placeOf(event)));
    else if (ended.lasso) select(caught(drawn.map(([left, top]) => toPlane(view.current!, size.current, left, top)), map.xs, map.ys).map((place) => map.points[place]!.id));
    redraw();
  };

  const press = (event: KeyboardEvent): void => {
    if (!view.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = size.current;
    const far = event.shiftKey ? STEP * 3 : STEP;
    const arrows: Record<string, [number, number]> = { ArrowLeft: [far, 0], ArrowRight: [-far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] };
    const arrow = arrows[event.key];
    const middle = (): string | undefined => at(width / 2, height / 2, Math.max(width, height));
    if (arrow) go(pan(view.current, ...arrow, map.bounds));
    else if (event.key === '+' || event.key === '=') go(zoom(view.current, size.current, 1.4, width / 2, height / 2, whole.current));
    else if (event.key === '-') go(zoom(view.current, size.current, 1 / 1.4, width / 2, height / 2, whole.current));
    else if (event.key === '0') go(whole.current);
    else if (event.key === 'Enter') pin(middle());
    else if (event.key === ' ') { const id = middle(); if (id !== undefined) toggle(id); }
    else if (event.key === 'Escape') pin(undefined);
    else return;
    event.preventDefault();
    cancelAnimationFrame(flight.current);
    setByKeys(true);
    const id = middle();
    if (id !== hovered.current && id !== undefined) announce(map.titles[map.placeOf.get(id)!]!);
    look(id);
  };

  return (
    <canvas
      ref={canvas} className={lassoing ? 'map-canvas lassoing' : 'map-canvas'} tabIndex={0} role="application" aria-roledescription="map" aria-label={label} aria-describedby="map-keys"
      onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} onPointerLeave={() => held.current.size === 0 && look(undefined)}
      onKeyDown={press} onBlur={() => { setByKeys(false); look(undefined); }}
    />
  );
}
