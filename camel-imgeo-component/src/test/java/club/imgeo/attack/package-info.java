/** One class per goal of an attacker, who has nothing but the public doors: routes, messages, options and responses. */
@org.jspecify.annotations.NullMarked
package club.imgeo.attack;
