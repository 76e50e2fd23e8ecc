/**
 * What the operator can set. A {@link io.dromedary.settings.Setting} is declared once, as a
 * constant of the feature that it belongs to; {@link io.dromedary.settings.SettingValues} reads all
 * of them from their sources, and refuses what they cannot be and names that nobody has declared.
 * It knows no feature: {@code start} gathers the declarations, and the reference in {@code
 * docs/configuration.md} is made from them.
 */
package io.dromedary.settings;
