package io.dromedary.formula;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.formula.function.Functions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=A+b*a                           | a;b",
        "=my cell + 1                     | my cell;1",
        "=year.2021,month:April + x       | year.2021,month:april;x",
        "=SUM(a,b , c d)                  | a;b;c d",
        "=SUM(a,(b),'c,d')+e,f            | a;b;c,d;e,f",
        "='a+b (c)'*'it''s'               | a+b (c);it's",
        "='1'+1                           | 1",
        "=5689.80+5689.8                  | 5689.80;5689.8",
        "=1E3+1e3                         | 1e3",
        "=2e+4-2E-1                       | 2e+4;2e-1",
        "=2e + 4                          | 2e;4",
        "=2e+x                            | 2e;x",
        "=2e+4x                           | 2e;4x",
        "=2e+4.5                          | 2e;4.5",
        "=x2e+4                           | x2e;4",
        "=and+or*not-if                   | and;or;not;if",
        "=true=FALSE                      | true;false",
        "=sum+SUM(sum)                    | sum",
        "=IF(a,b,c)                       | a;b;c",
        "=\"a+b\"&c                       | c",
        "=ÄÖ+ф                            | äö;ф",
        "=a\u00a0+ b\t                    | a;b",
        "=it's + 1                        | it's;1",
        "=a<>b<=c>=d<e>f=g                | a;b;c;d;e;f;g",
      })
  void theCellsAreThoseThatAreNamed(String formula, String keys) throws FormulaException {
    assertThat(Formula.parse(formula, Functions.standard()).references())
        .containsExactly(keys.split(";"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4.5", "5689.80", "1e3", "007", ".5", "1E-3"})
  void aNumberLiteralIsTheNameOfANumber(String name) {
    assertThat(Formula.isNumberName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1 ", "1.2.3", "year.2021", "1e", "x1"})
  void anyOtherNameIsNone(String name) {
    assertThat(Formula.isNumberName(name)).isFalse();
  }

  @Test
  void aFormulaStartsWithAnEqualSign() {
    assertThat(Formula.isFormula("=1")).isTrue();
    assertThat(Formula.isFormula(" =1")).isFalse();
    assertThat(Formula.isFormula("")).isFalse();
  }

  @Test
  void anExternalReferenceIsTakenVerbatim() throws FormulaException {
    Formula formula =
        Formula.parse(
            "=External_Ref( http://host:8080/api/v1/sheet/my%20cell(1),2 )"
                + " + EXTERNAL_REF(\"https://other/a)b\") * EXTERNAL_REF('https://other/a)b')",
            Functions.standard());

    assertThat(formula.externals())
        .isEqualTo(List.of("http://host:8080/api/v1/sheet/my%20cell(1),2", "https://other/a)b"));
    assertThat(formula.references()).isEmpty();
  }

  @Test
  void anExternalReferenceIsAValueLikeAnyOther() {
    SampleSheet sheet = new SampleSheet().with("http://h/s/c", new Value.Whole(20));

    assertThat(sheet.evaluate("=EXTERNAL_REF(http://h/s/c)*2+2")).isEqualTo(new Value.Whole(42));
    assertThat(sheet.evaluate("=SUM(EXTERNAL_REF(http://h/s/c),1)")).isEqualTo(new Value.Whole(21));
    assertThat(sheet.evaluate("=EXTERNAL_REF(http://h/s/d)*2").display())
        .isEqualTo("undefined cell http://h/s/d");
  }
}
