package io.dromedary.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dromedary.formula.function.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaRefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=               | 1  | nothing after the =",
        "=1+             | 3  | ends where a number, a cell,",
        "=*2             | 1  | found * instead of a number, a cell,",
        "==1             | 1  | found = instead of",
        "=1+*2           | 3  | found * instead of",
        "=a=<b           | 3  | found < instead of",
        "=a==b           | 3  | found = instead of",
        "=5%             | 3  | ends where",
        "=(1             | 1  | the parenthesis of (1 is never closed",
        "=2*(1+(3)       | 3  | the parenthesis of (1+(3) is never closed",
        "=SUM(1,2        | 1  | the parenthesis of SUM(1,2 is never closed",
        "=1)             | 2  | closes no parenthesis",
        "=()             | 2  | found ) instead of a number",
        "=(1)(2)         | 4  | found ( instead of an operator",
        "=SUM((a,b))     | 7  | a comma cannot stand here",
        "=SUM(,1)        | 5  | found , instead of",
        "=SUM(1,)        | 7  | found ) instead of",
        "=1 2            | 1  | an operator is missing between 1 and 2",
        "=2(3)           | 1  | an operator is missing between 2 and (",
        "=\"a\" b        | 5  | found b instead of an operator",
        "='a' b          | 5  | found b instead of an operator",
        "=a\"b\"         | 2  | found \"b\" instead of an operator",
        "=a + \"b        | 5  | the quote \" is never closed",
        "='a             | 1  | the quote ' is never closed",
        "=''             | 1  | no cell name between the quotes",
        "=a!=b           | 2  | 'not equal' is written <>",
        "=foo(1)         | 1  | there is no function FOO",
        "=1+ my sum (1)  | 4  | there is no function MY SUM",
        "=NOW()          | 1  | there is no function NOW: a result depends on the cells alone",
        "=today()        | 1  | there is no function TODAY: a result",
        "=rand()         | 1  | there is no function RAND: a result",
        "=ABS()          | 1  | ABS takes 1 argument, not 0",
        "=abs(1,2)       | 1  | ABS takes 1 argument, not 2",
        "=ROUND(1,2,3)   | 1  | ROUND takes 1 or 2 arguments, not 3",
        "=IF(1)          | 1  | IF takes 2 or 3 arguments, not 1",
        "=PI(1)          | 1  | PI takes no arguments, not 1",
        "=SUM()          | 1  | SUM takes at least 1 argument, not 0",
        "=IFS(1,2,3)     | 1  | IFS takes 2, 4, 6 … arguments, not 3",
        "=CUBE(1,2,3)    | 1  | CUBE takes 2, 4, 6 … arguments, not 3",
        "=EXTERNAL_REF()                | 1 | EXTERNAL_REF takes a URL such as",
        "=EXTERNAL_REF(ftp://host/a)    | 1 | not ftp://host/a",
        "=EXTERNAL_REF(http:///a)       | 1 | EXTERNAL_REF takes a URL such as",
        "=EXTERNAL_REF(http://host/a b) | 1 | EXTERNAL_REF takes a URL such as",
        "=EXTERNAL_REF(http://host/a    | 1 | is never closed",
        "=EXTERNAL_REF(\"http://host/a\" | 1 | is never closed",
        "1+2             | 0  | a formula starts with =",
      })
  void whatIsNoFormulaIsPointedAt(String text, int position, String reason) {
    FormulaException refusal = refusal(text);

    assertThat(refusal.reason()).contains(reason);
    assertThat(refusal.position()).isEqualTo(position);
  }

  @Test
  void aLongPartOfTheFormulaIsShortenedInTheReason() {
    assertThat(refusal("=" + "f".repeat(50_000) + "(1)").reason()).hasSizeLessThan(200);
    assertThat(refusal("=(" + "f".repeat(50_000)).reason()).hasSizeLessThan(200);
  }

  private static FormulaException refusal(String text) {
    return catchThrowableOfType(
        FormulaException.class, () -> Formula.parse(text, Functions.standard()));
  }
}
