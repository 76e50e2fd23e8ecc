/** What holds of the project as a whole: its packages, its routes, its SQL, its start and end. */
package io.dromedary.project;
