import { useId, useState, type ReactNode } from 'react';
import { Icon } from './Icon';
import './filedrop.css';

/** Takes files that are dropped on it, or chosen by pressing it. */
export function FileDrop({ label, hint, accept, several = false, disabled = false, take }: {
  label: string;
  hint?: ReactNode;
  accept?: string;
  several?: boolean;
  disabled?: boolean;
  take: (files: File[]) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  const give = (files: FileList | null | undefined): void => {
    const given = [...(files ?? [])];
    if (given.length > 0 && !disabled) take(several ? given : given.slice(0, 1));
  };
  return (
    <div
      className={over ? 'file-drop over' : 'file-drop'}
      onDragOver={(event) => { event.preventDefault(); if (!disabled) setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); give(event.dataTransfer.files); }}
    >
      <input
        id={id} type="file" className="hidden" accept={accept} multiple={several} disabled={disabled} aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => { give(event.target.files); event.target.value = ''; }}
      />
      <label htmlFor={id}>
        <Icon name="upload" size={26} />
        <span className="file-drop-label">{label}</span>
        {hint && <span className="file-drop-hint" id={`${id}-hint`}>{hint}</span>}
      </label>
    </div>
  );
}
