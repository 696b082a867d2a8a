import { useMemo, useState, type ReactNode } from 'react';
import { Icon } from './Icon';
import './table.css';

export interface Column<R> {
  key: string;
  head: ReactNode;
  /** What stands in the cell; by default the value. */
  cell?: (row: R) => ReactNode;
  /** What it is sorted by; a column without is not sorted by. Missing values come last. */
  value?: (row: R) => number | string | undefined | null;
  align?: 'start' | 'end';
  /** Names the row for screen readers. */
  isHead?: boolean;
}

type Order = { key: string; down: boolean };

/** Rows in the order of a column: numbers by size, words by the alphabet, what is missing last either way. */
export function sorted<R>(rows: readonly R[], value: (row: R) => number | string | undefined | null, down: boolean): R[] {
  const missing = (one: unknown): boolean => one === undefined || one === null || (typeof one === 'number' && Number.isNaN(one));
  return rows
    .map((row, index) => ({ row, index, value: value(row) }))
    .sort((a, b) => {
      if (missing(a.value) || missing(b.value)) return Number(missing(a.value)) - Number(missing(b.value)) || a.index - b.index;
      const order = typeof a.value === 'number' && typeof b.value === 'number' ? a.value - b.value : String(a.value).localeCompare(String(b.value), 'en', { numeric: true });
      return (down ? -order : order) || a.index - b.index;
    })
    .map(({ row }) => row);
}

/** A table with a caption, sorted by pressing a heading. */
export function DataTable<R>({ caption, hideCaption = false, columns, rows, rowKey, sort, empty = 'Nothing to show.' }: {
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R, index: number) => string;
  /** How it is sorted at first; as given where it does not say. */
  sort?: Order;
  empty?: ReactNode;
}) {
  const [order, setOrder] = useState<Order | undefined>(sort);
  const shown = useMemo(() => {
    const value = columns.find((column) => column.key === order?.key)?.value;
    return order && value ? sorted(rows, value, order.down) : rows;
  }, [rows, columns, order]);

  const press = (column: Column<R>): void => {
    const numeric = rows.some((row) => typeof column.value!(row) === 'number');
    setOrder(order?.key === column.key ? { key: column.key, down: !order.down } : { key: column.key, down: numeric });
  };

  return (
    <div className="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className={hideCaption ? 'hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const current = order?.key === column.key;
              return (
                <th key={column.key} scope="col" className={column.align} aria-sort={current ? (order.down ? 'descending' : 'ascending') : undefined}>
                  {column.value ? (
                    <button type="button" className={current ? 'sort current' : 'sort'} onClick={() => press(column)}>
                      {column.head}
                      <span className={current && !order.down ? 'arrow rising' : 'arrow'}><Icon name="caret" size={12} /></span>
                    </button>
                  ) : column.head}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.length === 0 && <tr><td colSpan={columns.length} className="table-empty">{empty}</td></tr>}
          {shown.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map((column) => {
                const content = column.cell ? column.cell(row) : column.value?.(row);
                return column.isHead
                  ? <th key={column.key} scope="row" className={column.align}>{content}</th>
                  : <td key={column.key} className={column.align}>{content}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
