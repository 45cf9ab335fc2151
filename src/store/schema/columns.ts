/** Kinds of columns that the tables share. */
import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
export const identity = (name: string) => bigint(name, { mode: 'number' }).generatedAlwaysAsIdentity();
export const reference = (name: string) => bigint(name, { mode: 'number' });
