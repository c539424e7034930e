// A story's steps: told as they begin, and named when one fails.

/** Runs one step of a story; its name stands before the message of whatever goes wrong in it. */
export async function step(name, act) {
  console.log(`  – ${name}`);
  try {
    return await act();
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
}
