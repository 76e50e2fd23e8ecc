package io.dromedary.intake;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code POST /cubes/{cube}/cells} refuses. */
class CellRefusalTest extends RefusalTestSupport {

  CellRefusalTest(RunningApplication application) {
    super(application);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/cubes/nosuch/cells | {'measure':'quantity','region':{},'value':1} | 404 | unknown-cube",
        "/cubes/sales/cells | {'measure':'profit','region':{},'value':1} | 400 | unknown-column",
        "/cubes/sales/cells | {'region':{},'value':1} | 400 | unknown-column",
        "/cubes/sales/cells | {'measure':7,'region':{},'value':1} | 400 | unknown-column",
        "/cubes/sales/cells | {'measure':'quantity','region':{'colour':'red'},'value':1} | 400 | unknown-column",
        "/cubes/sales/cells | {'measure':'quantity','region':{'quantity':5},'value':1,'method':'warp'} | 400 | unknown-method",
        "/cubes/sales/cells | {'measure':'quantity','region':{},'value':1,'method':'warp'} | 400 | unknown-method",
        "/cubes/sales/cells | {'measure':'quantity','region':{},'value':1,'scope':'all'} | 400 | malformed-request",
        "/cubes/sales/cells | {'measure':'quantity','value':1} | 400 | malformed-request",
        "/cubes/sales/cells | {'measure':'quantity','region':[],'value':1} | 400 | malformed-request",
        "/cubes/sales/cells | {'measure':'quantity','region':{'brand':{}},'value':1} | 400 | malformed-request",
        "/cubes/sales/cells | {'measure':'quantity','region':{'brand':[]},'value':1} | 422 | bad-value",
        "/cubes/sales/cells | {'measure':'quantity','region':{'invoice_date':'tomorrow'},'value':1} | 422 | bad-value",
        "/cubes/sales/cells | {'measure':'quantity','region':{'brand':'No such brand'},'value':1} | 422 | empty-region",
        "/cubes/sales/cells | {'measure':'quantity','region':{},'condition':'','value':1} | 400 | malformed-request",
        "/cubes/sales/cells | {'measure':'quantity','region':{},'table':'sales','value':1} | 400 | malformed-request",
        "/cubes/sales/cells | [] | 400 | malformed-request",
        "/cubes/sales/cells | {'measure':'quantity','region':{},'value':1.5} | 422 | too-many-digits",
        "/cubes/sales/cells | {'measure':'quantity','region':{}} | 400 | malformed-request",
      })
  void cellThatDoesNotExistIsRefused(String path, String body, int status, String type) {
    Answer answer = http.post(path, body.replace('\'', '"'));

    assertRefused(answer, status, type);
  }
}
