// The zip that every .xlsx is: its directory read with distrust, single parts inflated within limits, and new zips written
// in which the untouched parts keep their bytes, still compressed. In: the bytes of a file. Out: entries, parts, bytes.
// Source: PKWARE APPNOTE 6.3.10, sections 4.3 (layout) and 4.4 (fields).
import { constants, crc32, deflateRawSync, gunzipSync, inflateRawSync } from 'node:zlib';

/** What a zip may ask of us, in bytes once inflated. */
export interface ZipLimits {
  readonly totalBytes: number;
  readonly partBytes: number;
  readonly entries: number;
  /** A part over `ratioFromBytes` may be at most this many times its compressed size. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

const MIB = 1024 * 1024;

/** 200 MiB in all and 128 MiB for one part: several times the largest form seen, and well below what hurts. */
export const zipLimits: ZipLimits = { totalBytes: 200 * MIB, partBytes: 128 * MIB, entries: 10_000, ratio: 400, ratioFromBytes: 16 * MIB };

/** One file in the zip. Offsets count from the first byte of the whole file. */
export interface ZipEntry {
  /** With "/" between folders and without a leading "/". */
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  /** Its local header … */
  readonly start: number;
  readonly dataStart: number;
  /** … and where the next local header, or the directory, begins. */
  readonly end: number;
  readonly recordStart: number;
  readonly recordEnd: number;
}

export interface Zip {
  readonly bytes: Buffer;
  /** In the order of the directory. */
  readonly entries: readonly ZipEntry[];
  /** Lower-case name → entry; part names do not differ by case alone. */
  readonly byName: ReadonlyMap<string, ZipEntry>;
  readonly directoryStart: number;
  readonly directoryEnd: number;
  /** Bytes before the zip proper that its offsets do not count. */
  readonly prefixBytes: number;
}

/** Why a zip is not read. */
export type ZipFault =
  | { readonly kind: 'damaged'; readonly part: string }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'zip64' }
  | { readonly kind: 'bomb'; readonly bytes: number };

export type ZipResult = { readonly zip: Zip; readonly fault: null } | { readonly zip: null; readonly fault: ZipFault };
export type PartResult = { readonly data: Buffer; readonly fault: null } | { readonly data: null; readonly fault: ZipFault };

/** Reads the directory and checks sizes, overlaps and limits; inflates nothing. */
export function openZip(input: Uint8Array, limits: ZipLimits = zipLimits): ZipResult {
  const bytes = asBuffer(input);
  const end = findEndRecord(bytes);
  if (end < 0) return refuse(damaged(''));
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const offset = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) return refuse({ kind: 'zip64' });
  if (count > limits.entries) return refuse({ kind: 'bomb', bytes: 0 });
  const start = end - size;
  if (start < offset || !isSignature(bytes, start, count === 0 ? 0x06054b50 : 0x02014b50)) return openByOffset(bytes, end, count, offset, size, limits);
  return openDirectory({ bytes, start, end: start + size, count, prefixBytes: start - offset }, limits);
}

/** The uncompressed bytes of one entry, with its length and checksum checked. */
export function inflatePart(zip: Zip, entry: ZipEntry): PartResult {
  const packed = zip.bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedBytes);
  const data = entry.method === 0 ? packed : inflate(packed, entry.bytes);
  if (!data || data.length !== entry.bytes || crc32(data) !== entry.crc) return { data: null, fault: damaged(entry.name) };
  return { data, fault: null };
}

/**
 * The uncompressed bytes of several entries, in their order; null when they are to be inflated one by one, which also tells what is
 * wrong with which. They are handed to zlib as one gzip file of many members, of which it checks every checksum and length: for the
 * small parts of a form, setting zlib up costs more than inflating.
 */
export function inflateParts(zip: Zip, entries: readonly ZipEntry[]): readonly Buffer[] | null {
  const packed = entries.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0);
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (entries.length < 2 || bytes > TOGETHER || entries.some(({ method }) => method !== 8)) return null;
  const members = Buffer.allocUnsafe(packed + entries.length * (GZIP_HEADER.length + 8));
  let at = 0;
  for (const entry of entries) {
    at += GZIP_HEADER.copy(members, at);
    at += zip.bytes.copy(members, at, entry.dataStart, entry.dataStart + entry.compressedBytes);
    at = members.writeUInt32LE(entry.crc, at);
    at = members.writeUInt32LE(entry.bytes, at);
  }
  const data = gunzip(members, bytes);
  if (data?.length !== bytes) return null;
  let start = 0;
  return entries.map((entry) => data.subarray(start, (start += entry.bytes)));
}

/** A form's parts come to some 20 KiB; with more than this, setting up is nothing beside inflating. */
const TOGETHER = 512 * 1024;
/** Deflated; no name, no time, no system. Source: RFC 1952, 2.3. */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** Finds an entry whatever its case and slashes. */
export function findEntry(zip: Zip, name: string): ZipEntry | undefined {
  return zip.byName.get(cleanName(name).toLowerCase());
}

/** What a part is to hold: all of it, or a new middle within a frame. */
export type NewPart = Uint8Array | Framed;

/** A part of which only the middle is new. */
export interface Framed {
  readonly frame: Frame;
  readonly middle: Buffer;
}

/** The beginning and the end of a part, deflated once for many middles: a deflated stream may be joined of pieces that end with a byte. */
export interface Frame {
  readonly head: Packed;
  readonly packedTail: Buffer;
  readonly tail: Buffer;
}

/** The frame of a part whose bytes from `start` up to but not including `end` change. */
export function frameOf(data: Buffer, start: number, end: number): Frame {
  const [head, tail] = [data.subarray(0, start), data.subarray(end)];
  const packedHead = deflateRawSync(head, { ...fast(head.length), finishFlush: constants.Z_SYNC_FLUSH });
  return { head: { data: packedHead, crc: crc32(head), bytes: head.length }, packedTail: deflateRawSync(tail, fast(tail.length)), tail };
}

/**
 * The same zip with some parts replaced (deflated at level 1) or, for null, left out. All other local entries, their order,
 * a prefix and the archive comment are copied byte for byte.
 */
export function writeZip(zip: Zip, changes: ReadonlyMap<string, NewPart | null>): Buffer {
  const pieces: Buffer[] = [];
  const places: Place[] = [];
  let copied = 0;
  let offset = 0;
  for (const [entry, part] of changedEntries(zip, changes)) {
    const packed = part && pack(part);
    pieces.push(zip.bytes.subarray(copied, entry.start));
    offset += entry.start - copied;
    places.push({ entry, packed, shift: offset - entry.start });
    copied = entry.end;
    if (!packed) continue;
    const header = localHeader(zip, entry, packed);
    pieces.push(header, packed.data);
    offset += header.length + packed.data.length;
  }
  pieces.push(zip.bytes.subarray(copied, zip.directoryStart));
  offset += zip.directoryStart - copied;
  const records = writeRecords(zip, places, offset - zip.directoryStart);
  const tail = endRecord(zip, zip.entries.length - places.filter(({ packed }) => !packed).length, records.length, offset - zip.prefixBytes);
  return Buffer.concat([...pieces, records, tail], offset + records.length + tail.length);
}

/** An entry that changes (packed) or goes (null), and how far its local header moves. */
interface Place {
  readonly entry: ZipEntry;
  readonly packed: Packed | null;
  readonly shift: number;
}

interface Packed {
  readonly data: Buffer;
  readonly crc: number;
  readonly bytes: number;
}

/** The entries that change, in the order of the file. */
function changedEntries(zip: Zip, changes: ReadonlyMap<string, NewPart | null>): [ZipEntry, NewPart | null][] {
  const found: [ZipEntry, NewPart | null][] = [];
  for (const [name, data] of changes) {
    const entry = findEntry(zip, name);
    if (entry) found.push([entry, data]);
  }
  return found.sort(([a], [b]) => a.start - b.start);
}

/** The directory with new places; `shift` is how far everything behind the last change moves. */
function writeRecords(zip: Zip, places: readonly Place[], shift: number): Buffer {
  const records = Buffer.from(zip.bytes.subarray(zip.directoryStart, zip.directoryEnd));
  for (const { start, recordStart } of zip.entries) {
    const moved = start + shiftAt(places, start, shift);
    records.writeUInt32LE(Math.max(0, moved - zip.prefixBytes), recordStart - zip.directoryStart + 42);
  }
  for (const { entry, packed } of places) {
    if (packed) describePacked(records, entry.recordStart - zip.directoryStart + 6, entry, packed);
  }
  return withoutRecords(zip, records, places);
}

/** How far the entry that starts here moves: as far as the first one from here on that changes. */
function shiftAt(places: readonly Place[], start: number, behindAll: number): number {
  for (const { entry, shift } of places) if (entry.start >= start) return shift;
  return behindAll;
}

function withoutRecords(zip: Zip, records: Buffer, places: readonly Place[]): Buffer {
  if (places.every(({ packed }) => packed)) return records;
  const gone = new Set(places.filter(({ packed }) => !packed).map(({ entry }) => entry));
  const kept = zip.entries.filter((entry) => !gone.has(entry));
  return Buffer.concat(kept.map(({ recordStart, recordEnd }) => records.subarray(recordStart - zip.directoryStart, recordEnd - zip.directoryStart)));
}

function pack(part: NewPart): Packed {
  if (part instanceof Uint8Array) return { data: deflateRawSync(part, fast(part.length)), crc: crc32(part), bytes: part.length };
  const { frame, middle } = part;
  const { head, tail, packedTail } = frame;
  const data = Buffer.concat([head.data, deflateRawSync(middle, { ...fast(middle.length), finishFlush: constants.Z_SYNC_FLUSH }), packedTail]);
  return { data, crc: crc32(tail, crc32(middle, head.crc)), bytes: head.bytes + middle.length + tail.length };
}

/** Level 1, with no more memory than so many bytes need: for a form, setting up zlib's usual 300 KiB costs as much as deflating. */
function fast(bytes: number): { readonly level: number; readonly windowBits: number; readonly chunkSize: number } {
  const windowBits = Math.min(Math.max(32 - Math.clz32(bytes), 10), 15);
  return { level: 1, windowBits, chunkSize: Math.min(Math.max(bytes >> 1, 512), 16_384) };
}

function localHeader(zip: Zip, entry: ZipEntry, packed: Packed): Buffer {
  const nameBytes = zip.bytes.readUInt16LE(entry.start + 26);
  const header = Buffer.from(zip.bytes.subarray(entry.start, entry.start + 30 + nameBytes));
  describePacked(header, 4, entry, packed);
  header.writeUInt16LE(0, 28);
  return header;
}

/** Version, flags, method, checksum and sizes lie in the same order in the local header (from byte 4) and in the directory (from byte 6). */
function describePacked(record: Buffer, from: number, entry: ZipEntry, packed: Packed): void {
  record.writeUInt16LE(20, from);
  record.writeUInt16LE(entry.flags & ~0x0e, from + 2);
  record.writeUInt16LE(8, from + 4);
  record.writeUInt32LE(packed.crc, from + 10);
  record.writeUInt32LE(packed.data.length, from + 14);
  record.writeUInt32LE(packed.bytes, from + 18);
}

function endRecord(zip: Zip, count: number, directoryBytes: number, directoryOffset: number): Buffer {
  const tail = Buffer.from(zip.bytes.subarray(zip.directoryEnd));
  const end = findEndRecord(tail);
  tail.writeUInt16LE(count, end + 8);
  tail.writeUInt16LE(count, end + 10);
  tail.writeUInt32LE(directoryBytes, end + 12);
  tail.writeUInt32LE(directoryOffset, end + 16);
  return tail;
}

interface Directory {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly prefixBytes: number;
}

/** For zips with something between the directory and the end record (a signature, padding). */
function openByOffset(bytes: Buffer, end: number, count: number, offset: number, size: number, limits: ZipLimits): ZipResult {
  if (offset + size > end || !isSignature(bytes, offset, 0x02014b50)) return refuse(damaged(''));
  return openDirectory({ bytes, start: offset, end: offset + size, count, prefixBytes: 0 }, limits);
}

function openDirectory(directory: Directory, limits: ZipLimits): ZipResult {
  const records = readRecords(directory);
  if (!records) return refuse(damaged(''));
  const entries = withEnds(records, directory.start);
  const byName = new Map<string, ZipEntry>();
  const fault = findFault(entries, byName, directory, limits);
  if (fault) return refuse(fault);
  const { bytes, start, end, prefixBytes } = directory;
  return { zip: { bytes, entries, byName, directoryStart: start, directoryEnd: end, prefixBytes }, fault: null };
}

function readRecords(directory: Directory): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let at = directory.start;
  for (let index = 0; index < directory.count; index++) {
    if (at + 46 > directory.end || !isSignature(directory.bytes, at, 0x02014b50)) return null;
    const entry = readRecord(directory, at);
    if (!entry) return null;
    entries.push(entry);
    at = entry.recordEnd;
  }
  return entries;
}

function readRecord({ bytes, end, start: directoryStart, prefixBytes }: Directory, at: number): ZipEntry | null {
  const nameBytes = bytes.readUInt16LE(at + 28);
  const recordEnd = at + 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  const start = bytes.readUInt32LE(at + 42) + prefixBytes;
  if (recordEnd > end || start + 30 > directoryStart || !isSignature(bytes, start, 0x04034b50)) return null;
  return {
    name: cleanName(bytes.toString('utf8', at + 46, at + 46 + nameBytes)),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    compressedBytes: bytes.readUInt32LE(at + 20),
    bytes: bytes.readUInt32LE(at + 24),
    start,
    dataStart: start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28),
    end: directoryStart,
    recordStart: at,
    recordEnd,
  };
}

/** Every entry ends where the next one in the file begins; mostly that is the next one in the directory. */
function withEnds(entries: readonly Writable<ZipEntry>[], directoryStart: number): readonly ZipEntry[] {
  const byPlace = isAscending(entries) ? entries : [...entries].sort((a, b) => a.start - b.start);
  let end = directoryStart;
  for (let index = byPlace.length - 1; index >= 0; index--) {
    const entry = byPlace[index];
    if (!entry) continue;
    entry.end = end;
    if (byPlace[index - 1]?.start !== entry.start) end = entry.start;
  }
  return entries;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function isAscending(entries: readonly ZipEntry[]): boolean {
  for (let index = 1; index < entries.length; index++) if ((entries[index]?.start ?? 0) < (entries[index - 1]?.start ?? 0)) return false;
  return true;
}

/** Checks every entry, and puts it under its name. */
function findFault(entries: readonly ZipEntry[], byName: Map<string, ZipEntry>, { bytes }: Directory, limits: ZipLimits): ZipFault | null {
  let total = 0;
  for (const entry of entries) {
    const fault = entryFault(entry, bytes, limits);
    if (fault) return fault;
    const key = entry.name.toLowerCase();
    if (byName.has(key)) return damaged(entry.name);
    byName.set(key, entry);
    total += entry.bytes;
  }
  return total > limits.totalBytes ? { kind: 'bomb', bytes: total } : null;
}

function entryFault(entry: ZipEntry, bytes: Buffer, limits: ZipLimits): ZipFault | null {
  if (entry.flags & 1) return { kind: 'encrypted' };
  if (entry.bytes === 0xffffffff || entry.compressedBytes === 0xffffffff) return { kind: 'zip64' };
  if (entry.bytes > limits.partBytes || isTooDense(entry, limits)) return { kind: 'bomb', bytes: entry.bytes };
  const overlaps = entry.dataStart + entry.compressedBytes > entry.end || entry.end > bytes.length;
  if (overlaps || (entry.method !== 0 && entry.method !== 8)) return damaged(entry.name);
  return null;
}

const isTooDense = (entry: ZipEntry, limits: ZipLimits): boolean => entry.bytes > limits.ratioFromBytes && entry.bytes > entry.compressedBytes * limits.ratio;

/** The last end record whose comment reaches exactly, or at least nearly, to the end of the file; −1 when there is none. */
function findEndRecord(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= lowest; at--) {
    if (isSignature(bytes, at, 0x06054b50) && at + 22 + bytes.readUInt16LE(at + 20) <= bytes.length) return at;
  }
  return -1;
}

/** zlib throws on damaged data and on more output than was declared; both mean that the part cannot be trusted. */
function inflate(packed: Buffer, bytes: number): Buffer | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(bytes, 1), chunkSize: Math.max(bytes + 1, 64) });
  } catch {
    return null;
  }
}

function gunzip(members: Buffer, bytes: number): Buffer | null {
  try {
    return gunzipSync(members, { maxOutputLength: Math.max(bytes, 1), chunkSize: Math.max(bytes + 1, 64) });
  } catch {
    return null;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const cleanName = (name: string): string => (name.includes('\\') || name.startsWith('/') ? name.replaceAll('\\', '/').replace(/^\/+/, '') : name);
const isSignature = (bytes: Buffer, at: number, signature: number): boolean => at >= 0 && at + 4 <= bytes.length && bytes.readUInt32LE(at) === signature;
const damaged = (part: string): ZipFault => ({ kind: 'damaged', part });
const refuse = (fault: ZipFault): ZipResult => ({ zip: null, fault });
