import * as form from './motifs-form';
import * as land from './motifs-land';
import * as town from './motifs-town';
import type { Chance } from './random';
import type { Motif } from './scene';

/** What stands for a genre. */
const OF_GENRE: Record<string, readonly Motif[]> = {
  action: [form.burst, form.speed, form.blades, form.crosshair],
  adventure: [land.mountains, land.ship, form.burst, land.leaves, land.road],
  animation: [form.creature, town.balloons, form.confetti, form.smile],
  biography: [form.profile, form.frames, form.arches, town.windowLight],
  comedy: [form.confetti, form.smile, town.balloons, form.overlap],
  crime: [town.blinds, town.skyline, form.crosshair, town.prison],
  documentary: [form.aperture, form.frames, form.rings, land.birds],
  drama: [land.alone, town.windowLight, land.birds, land.rain, form.arches, town.stairs],
  family: [town.balloons, town.house, form.creature, land.pair],
  fantasy: [town.castle, land.pines, form.arches, form.planet],
  history: [town.columns, form.arches, land.ship, form.blades],
  horror: [form.eye, form.drips, town.house, form.slashes, land.pines],
  music: [form.bars, form.record, town.stage],
  mystery: [form.keyhole, town.stairs, form.spiral, form.eye, land.pines],
  romance: [form.venn, form.heart, land.pair, land.dunes],
  'science-fiction': [form.planet, form.orbits, town.circuit, form.rings],
  sport: [form.lanes, form.speed, form.burst],
  thriller: [town.blinds, form.crosshair, form.spiral, town.skyline, town.stairs],
  war: [form.chevrons, form.smoke, form.burst],
  western: [land.mesa, land.dunes, town.rails, land.alone],
};

/** What stands for a theme, where a word in a label says more than the genre. */
const OF_THEME: readonly (readonly [word: RegExp, motifs: readonly Motif[]])[] = [
  [/space|alien|star-?trek|astronaut/, [form.planet, form.orbits]],
  [/artificial|robot|cyber|virtual|technology|hack/, [town.circuit]],
  [/time-(travel|loop)/, [form.clock]],
  [/sea|ship|ocean|pirate|submarine/, [land.ship, land.waves]],
  [/mountain|snow|survival/, [land.mountains, land.pines]],
  [/desert/, [land.dunes, land.mesa]],
  [/jungle|environment|garden/, [land.leaves]],
  [/animals|birds|poetic/, [land.birds]],
  [/western|cowboy/, [land.mesa]],
  [/samurai|martial|yakuza|japan/, [land.redSun, form.blades]],
  [/sword|gladiator|knight/, [form.blades, town.columns]],
  [/road-movie|motor|racing|road/, [land.road, form.speed]],
  [/train|rail/, [town.rails]],
  [/big-city|journalism|new-york|workplace|capitalism/, [town.skyline]],
  [/haunted|house|one-location/, [town.house, town.windowLight]],
  [/vampire|slasher|serial-killer/, [form.slashes, form.drips, form.eye]],
  [/zombie|demonic|body-horror|cult/, [form.drips, form.eye]],
  [/prison|escape/, [town.prison]],
  [/courtroom|justice|politic|religion|mytholog/, [town.columns]],
  [/chess|games|strategy/, [form.checker]],
  [/con-artist|heist|gambling|casino/, [form.cards]],
  [/hitman|espionage|spy|assassin/, [form.crosshair, town.blinds]],
  [/paranoia|psychological|unreliable|dreams|surreal|nonlinear/, [form.spiral, town.stairs, form.rings]],
  [/whodunit|detective/, [form.keyhole, town.blinds]],
  [/music|song|concert/, [form.record, form.bars]],
  [/theatre|dance|stage|musical|circus/, [town.stage]],
  [/boxing|sports|football/, [form.burst, form.lanes]],
  [/fairy|magic|epic-quest/, [town.castle]],
  [/superhero/, [form.burst, town.skyline]],
  [/dinosaur|monster|creature/, [form.creature, form.slashes]],
  [/doomed-romance|love-triangle/, [form.heart, form.venn]],
  [/first-love|marriage|queer/, [form.venn, land.pair]],
  [/loneliness|isolation|grief|melancholy|aging/, [land.alone, land.rain, town.windowLight]],
  [/war-front|siege|resistance|terror|nuclear/, [form.smoke, form.chevrons]],
  [/parenthood|fathers|mothers|siblings|family-bonds|friendship|coming-of-age/, [land.pair]],
  [/apocalyp|dystopia/, [form.smoke, town.skyline, form.arches]],
  [/stop-motion|whimsical|animated/, [form.creature, town.balloons]],
  [/biograph|true-story/, [form.profile]],
  [/dinner|cooking|food/, [form.overlap]],
];

const ANY: readonly Motif[] = [form.overlap, form.arches, form.rings, land.dunes, form.confetti, land.waves];

/** The picture of an item: one of those that its themes and its first genres stand for. */
export function motifOf(genres: readonly string[], labels: readonly string[], chance: Chance): Motif {
  const themed = labels.flatMap((label) => OF_THEME.find(([word]) => word.test(label.toLowerCase().replaceAll(/[\s_]+/g, '-')))?.[1] ?? []);
  const known = genres.filter((genre) => genre in OF_GENRE);
  // Cartoons and thrillers of the same theme should not look the same: the genre has its say, too.
  const first = known[0] !== undefined ? OF_GENRE[known[0]]! : ANY;
  if (themed.length > 0 && chance.chance(0.62)) return chance.pick(themed);
  return known[1] !== undefined && chance.chance(0.25) ? chance.pick(OF_GENRE[known[1]]!) : chance.pick(first);
}
