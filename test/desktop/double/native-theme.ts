import { EventEmitter } from 'node:events';
import { makeLoud } from './loud.ts';

type Source = 'system' | 'light' | 'dark';

class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  #source: Source = 'system';
  #isSystemDark = false;

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#isSystemDark : this.#source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.#isSystemDark;
  }

  /** The desktop changes its own mode. */
  _setSystemDark(isDark: boolean): void {
    this.#isSystemDark = isDark;
    this.emit('updated');
  }
}
makeLoud(NativeTheme, 'nativeTheme');

export const nativeTheme = new NativeTheme();
