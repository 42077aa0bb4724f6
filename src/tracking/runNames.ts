const adjectives = [
  "amber ardent balmy blithe brave bright brisk calm candid clear clever coastal copper coral cosmic crisp curious",
  "dapper deep eager early earnest easy fair fleet fond gentle gilded glad golden grand hardy hazel honest humble",
  "jolly keen kind lively lofty lucid lunar mellow merry misty nimble noble patient placid plucky polar proud quick",
  "quiet radiant rapid restful rising robust rosy salty serene silent silver sincere smooth snowy solar spry steady",
  "stellar still sturdy sunny swift tidal tidy tranquil upbeat valiant vivid warm wavy wild windy wise witty young",
]
  .join(" ")
  .split(" ");

const nouns = [
  "anchor anemone auk bay beacon bluff breaker breeze brine buoy cape channel cliff clam cockle cormorant cove crab",
  "current curlew delta dolphin dory drift dune eddy eel estuary fathom ferry fjord flounder foam gannet grebe gull",
  "gulf gust harbor heron horizon inlet island jetty kelp ketch keel lagoon lantern ledge limpet lobster marlin marsh",
  "mast mussel narwhal oar otter oyster pebble pelican petrel pier plover porpoise prawn puffin quay raft reef ripple",
  "rudder sail salmon sandbar sandpiper schooner seal shell shoal shore shrimp skiff sloop sound squid starfish strait",
  "surf swell tern tide trawler turtle urchin vessel walrus wave wharf whale",
]
  .join(" ")
  .split(" ");

/**
 * A name for a run that was given none: `brisk-heron-412`.
 * @param random numbers from 0 (included) to 1 (not included), as Math.random gives them
 */
export function generateRunName(random: () => number = Math.random): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? "run";
  return `${pick(adjectives)}-${pick(nouns)}-${Math.floor(random() * 1000)}`;
}
